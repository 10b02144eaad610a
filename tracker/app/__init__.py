"""The roof: joins the wings, one module a notebook; nothing below may import it."""
