// Nothing is known of the house yet: say so calmly and name the reception desk.
import QtQuick
import "../parts"

Notice {
    icon: "clock"
    title: view.words.starting_title
    lines: [view.words.starting_text, view.words.starting_next]
    withHelp: false
    withLanguage: false
}
