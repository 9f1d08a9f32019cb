// The hub is asked; this rarely stays long enough to be read.
import QtQuick
import "../parts"

Notice {
    icon: "clock"
    title: view.words.asking_title
    lines: [view.words.asking_text]
    withHelp: false
    withLanguage: false
}
