// Are you still there? One touch gives more time; what was on the screen comes back.
import QtQuick
import "../parts"

Page {
    id: root

    split: false
    inset: theme.wide ? Math.max(theme.margin, (width - theme.small * 32) / 2) : theme.margin
    withHelp: false
    withManner: false

    Item {
        readonly property real stretch: 0.5
        readonly property bool extra: true
    }
    Title {
        theme: root.theme
        text: root.view.words.stay_title
    }
    Words {
        theme: root.theme
        text: root.view.words.stay_text
        font.pixelSize: root.theme.large
    }
    NumberCard {
        readonly property bool wanted: root.view.number !== ""

        view: root.view
        theme: root.theme
    }
    Choice {
        most: root.theme.small * 9

        theme: root.theme
        primary: true
        icon: "clock"
        text: root.view.words.stay_more
        onPressed: root.view.stay()
    }
    Item {
        readonly property real stretch: 0.5
        readonly property bool extra: true
    }
}
