/// The scripts that shells read: each asks the program itself at every press of the key, so that none goes out of date.
enum CompletionScripts {
  /// The script of a shell.
  ///
  /// - Parameter callback: the word by which it asks, of `ShellCompletion.names`.
  static func script(_ shell: ShellName, callback: String) -> String {
    let script =
      switch shell {
      case .bash: bash
      case .zsh: zsh
      case .fish: fish
      }
    return script.replacing("__complete", with: callback)
  }

  private static let bash = #"""
    # bash completion for chart. For this shell: source <(chart completion bash)
    # For every shell: chart completion bash > ~/.local/share/bash-completion/completions/chart

    _chart() {
      # Bash breaks words at = and : too; what no blank separates is one word of the program's.
      local line=$COMP_LINE word words=() i count=0
      for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 0)) && [[ $line != [[:blank:]]* ]]; then
          words[count - 1]+=$word
        else
          words[count++]=$word
        fi
        line=${line#"${line%%[![:blank:]]*}"}
        line=${line#"$word"}
      done

      local answer directive current=${words[count - 1]}
      answer=$("${words[0]/#\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null) || return
      directive=${answer##*:}
      answer=${answer%:*}

      # Bash replaces what stands behind the last = or :, where it breaks words there.
      local breaks="" kept=""
      [[ $COMP_WORDBREAKS == *=* ]] && breaks+="="
      [[ $COMP_WORDBREAKS == *:* ]] && breaks+=":"
      if [[ -n $breaks && $current == *["$breaks"]* ]]; then kept=${current%"${current##*["$breaks"]}"}; fi

      local text description tab=$'\t' texts=() descriptions=() width=0
      while IFS= read -r line; do
        [[ -n $line ]] || continue
        text=${line%%"$tab"*}
        description=""
        [[ $line == *"$tab"* ]] && description=${line#*"$tab"}
        text=${text#"$kept"}
        texts+=("$text")
        descriptions+=("$description")
        ((${#text} > width)) && width=${#text}
      done <<<"$answer"

      COMPREPLY=()
      if ((${#texts[@]} == 1)); then
        COMPREPLY=("$(printf %q "${texts[0]}")")
      elif ((${#texts[@]} > 1)); then
        # Descriptions show where bash lists; elsewhere they would come into the line.
        local room=$((${COLUMNS:-80} - width - 4))
        for i in "${!texts[@]}"; do
          if [[ -z ${descriptions[i]} || $COMP_TYPE == 37 || $COMP_TYPE == 42 ]] || ((room < 16)); then
            COMPREPLY+=("$(printf %q "${texts[i]}")")
          else
            description=${descriptions[i]}
            ((${#description} > room)) && description=${description:0:room - 3}...
            printf -v text "%-${width}s  (%s)" "${texts[i]}" "$description"
            COMPREPLY+=("$text")
          fi
        done
      elif ((directive & 16)); then
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "${current#"$kept"}")
        compopt -o filenames +o default 2>/dev/null
      fi
      ((directive & 2)) && compopt -o nospace 2>/dev/null
      ((directive & 4)) && compopt +o default 2>/dev/null
      ((directive & 32)) && compopt -o nosort 2>/dev/null
      return 0
    }

    complete -o default -F _chart chart

    """#

  private static let zsh = #"""
    #compdef chart
    # zsh completion for chart. For this shell: source <(chart completion zsh)
    # For every shell: chart completion zsh > "${fpath[1]}/_chart"

    _chart() {
      local answer line text description
      local -i directive
      local -a lines described options
      answer=$("${(Q)words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null) || return
      lines=("${(@f)answer}")
      directive=${lines[-1]#:}
      lines[-1]=()
      for line in "${(@)lines}"; do
        text=${line%%$'\t'*}
        description=
        [[ $line == *$'\t'* ]] && description=${line#*$'\t'}
        described+=("${text//:/\\:}${description:+:$description}")
      done
      (( directive & 32 )) && options+=(-V)
      if (( $#described )); then
        if (( directive & 2 )); then
          _describe $options chart described -S ''
        else
          _describe $options chart described
        fi
      else
        # A value behind --name= is a word of its own for files.
        compset -P '--[^=]##='
        if (( directive & 16 )); then
          _files -/
        elif (( ! (directive & 4) )); then
          _files
        fi
      fi
    }

    # Sourced, it says what it is for; out of fpath it is called at once.
    if [[ ${funcstack[1]} == _chart ]]; then
      _chart "$@"
    elif (( $+functions[compdef] )); then
      compdef _chart chart
    fi

    """#

  private static let fish = #"""
    # fish completion for chart. For this shell: chart completion fish | source
    # For every shell: chart completion fish > ~/.config/fish/completions/chart.fish

    function __chart_complete
        set -l words (commandline -opc)
        set -l current (commandline -ct)
        set -l program $words[1]
        set -e words[1]
        set -l lines ($program __complete $words "$current" 2>/dev/null)
        or return
        set -l directive (string replace ':' '' -- $lines[-1])
        set -e lines[-1]
        if test (count $lines) -gt 0
            printf '%s\n' $lines
        else if test (math "bitand($directive, 16)") -ne 0
            __fish_complete_directories "$current"
        else if test (math "bitand($directive, 4)") -eq 0
            __fish_complete_path "$current"
        end
    end

    complete --command chart --erase
    complete --command chart --no-files --keep-order --arguments '(__chart_complete)'

    """#
}
