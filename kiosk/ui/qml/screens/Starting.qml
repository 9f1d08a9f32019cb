// Nothing is known of the house yet: say so calmly and name the reception desk.
import "../parts"

Notice {
    icon: "clock"
    withHelp: false
    withManner: false
}
