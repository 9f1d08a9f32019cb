// What is wrong with the typed code, and how to mend it.
Framed {
    icon: theme.compact ? "" : "info"
    colour: theme.warning
    color: theme.warningTint
    strong: false
    size: theme.roomy ? theme.body : theme.small
}
