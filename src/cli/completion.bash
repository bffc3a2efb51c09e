# bash completion of craffu. The tables at the end come from the program's table of commands.

_craffu_complete() # what: file, folder, any, or the words to choose from
{
    case $1 in
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    any) COMPREPLY=() ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current") ;;
    esac
}

_craffu()
{
    local current=${COMP_WORDS[COMP_CWORD]} command='' option='' word longer i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        longer="${command:+$command }$word"
        if [[ -n $option ]]; then # this word is the option's value, or the sign between them
            [[ $word == '=' ]] || option=''
        elif [[ $word == --* ]]; then
            option=${_craffu_values[$command $word]+"$command $word"}
            option=${option:-${_craffu_values[$word]+"$word"}}
        elif [[ -n ${_craffu_names[$longer]+known} ]]; then
            command=$longer
        fi
    done
    [[ $current != '=' ]] || current=''
    if [[ -n $option ]]; then
        _craffu_complete "${_craffu_values[$option]}"
    elif [[ $current == -* ]]; then
        _craffu_complete "${_craffu_options[.]} ${command:+${_craffu_options[$command.]-}}"
    else
        _craffu_complete "${_craffu_names[${command:-.}]}"
    fi
}

complete -F _craffu craffu
