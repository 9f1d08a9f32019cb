// Somebody has been told and comes.
import QtQuick
import "../parts"

Notice {
    icon: "person"
    title: view.words.help_called_title
    lines: [view.words.help_called_text, view.words.take_time]
    withHelp: false
    withFinish: true
}
