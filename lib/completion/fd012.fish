# Completes fd012 in fish. Made by: fd012 completion fish

function __fd012_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    # fish itself complains of a program that is missing, whatever is redirected.
    set -l program (string replace -r '^~(?=/)' -- "$HOME" $words[1])
    type -q -- $program; or return
    for line in ($program complete -- $words[2..-1] "$word" 2>/dev/null </dev/null)
        set -l parts (string split -m 1 \t -- $line)
        if test "$parts[1]" = :files
            set -l rest (string sub -s (math (string length -- "$parts[2]") + 1) -- "$word")
            for file in (__fish_complete_path "$rest")
                echo -- $parts[2]$file
            end
        else
            echo -- $line
        end
    end
end

complete -c fd012 -f -a '(__fd012_complete)'
