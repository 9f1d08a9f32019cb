// The camera's mirrored picture with a frame, and how to hold the letter.
import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withBack: true

    Words {
        theme: root.theme
        text: root.view.words.scanning_title
        font.pixelSize: root.theme.title
        font.weight: Font.DemiBold
        lineHeight: 1.04
        Layout.fillWidth: true
    }
    CameraPicture {
        theme: root.theme
        source: root.view.preview
        waiting: root.view.words.scanning_looking
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.maximumHeight: width * 0.9
    }
    HintLine {
        theme: root.theme
        text: root.view.hint
    }
    RowLayout {
        spacing: 40 * root.theme.unit
        Layout.fillWidth: true

        HoldLetter {
            theme: root.theme
            size: 240 * root.theme.unit
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
        Layout.fillHeight: true
        Layout.maximumHeight: 60 * root.theme.unit
    }
    WideButton {
        theme: root.theme
        icon: "keys"
        text: root.view.words.scanning_type
        onPressed: root.view.typeCode()
    }
}
