"""What all widgets share: joined scripts, events that are kept until saved, small elements."""
