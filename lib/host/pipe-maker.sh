# On each line that comes: a here-document, which is a pipe in most shells, stays open as fd 3 until the next line. Its one byte is
# read before that, so that the pipe is empty when the suite opens both ends of it.
echo ready >&2
while read -r _; do
exec 3<<EOF

EOF
read -r _ <&3
echo made
read -r _
exec 3<&-
done
