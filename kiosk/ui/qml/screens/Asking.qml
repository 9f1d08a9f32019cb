// The hub is asked; this rarely stays long enough to be read.
import "../parts"

Notice {
    icon: "clock"
    withHelp: false
    withManner: false
}
