// The camera's mirrored picture with a frame, and how to hold the letter.
import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withBack: true

    Title {
        theme: root.theme
        text: root.view.title
    }
    CameraPicture {
        readonly property real stretch: 1
        readonly property real most: width * 0.9
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
    RowLayout {
        spacing: root.theme.small

        HoldLetter {
            visible: root.theme.roomy && root.view.hint === ""
            theme: root.theme
            size: root.theme.small * 6.4
        }
        ColumnLayout {
            spacing: 12 * root.theme.unit

            Words {
                theme: root.theme
                text: root.view.words.scanning_text
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Words {
                theme: root.theme
                text: root.view.words.scanning_distance
                Layout.fillWidth: true
            }
        }
    }
    Item {
        readonly property real stretch: 0.001
    }
    WideButton {
        theme: root.theme
        icon: "keys"
        text: root.view.words.scanning_type
        onPressed: root.view.come("type")
    }
}
