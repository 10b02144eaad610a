"""What a diary can show: frames in, frames and sentences out."""
