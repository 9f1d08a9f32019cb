// Papers: the letter before the camera says whose they are; without one a slip does.
pragma ComponentBehavior: Bound

import QtQuick
import "../parts"

Page {
    id: root

    withBack: true

    Title {
        theme: root.theme
        text: root.view.title
    }
    Repeater {
        model: root.view.lines
        delegate: Line {
            theme: root.theme
            size: root.theme.large
        }
    }
    CameraPicture {
        readonly property real stretch: 1
        readonly property real most: width * 0.8
        readonly property bool aside: true

        theme: root.theme
        source: root.view.preview
        waiting: root.view.words.scanning_looking
    }
    Framed {
        readonly property bool wanted: text !== ""

        theme: root.theme
        text: root.view.hint
        icon: "info"
        colour: root.theme.warning
        color: root.theme.warningTint
    }
    Item {
        readonly property real stretch: 0.001
    }
    WideButton {
        theme: root.theme
        icon: "papers"
        text: root.view.words.documents_without
        onPressed: root.view.withoutLetter()
    }
}
