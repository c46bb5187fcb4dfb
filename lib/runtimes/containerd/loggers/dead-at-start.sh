# A logger that ends before it has said on its fd 5 that it is ready, as one does that does not find its configuration.
echo "this logger is dead at its start" >&2
exit 1
