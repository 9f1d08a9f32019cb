// The short code of the letter, on keys of our own: only characters that a code can have.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../parts"

Page {
    id: root

    withBack: true

    Words {
        theme: root.theme
        text: root.view.words.typing_title
        font.pixelSize: root.theme.title
        font.weight: Font.DemiBold
        Layout.fillWidth: true
    }
    Words {
        theme: root.theme
        text: root.view.words.typing_text
        color: root.theme.muted
        Layout.fillWidth: true
    }
    CodeBoxes {
        theme: root.theme
        typed: root.view.typed
        count: root.view.codeLength
        Layout.fillWidth: true
        Layout.topMargin: 24 * root.theme.unit
    }
    HintLine {
        theme: root.theme
        text: root.view.hint
    }
    Item { Layout.fillHeight: true }
    GridLayout {
        columns: 6
        rowSpacing: 16 * root.theme.unit
        columnSpacing: 20 * root.theme.unit
        Layout.fillWidth: true

        Repeater {
            model: root.view.keys
            delegate: KeyButton {
                required property string modelData

                theme: root.theme
                text: modelData
                onPressed: root.view.key(modelData)
            }
        }
        KeyButton {
            theme: root.theme
            text: root.view.words.typing_erase
            icon: "erase"
            onPressed: root.view.erase()
            Layout.columnSpan: 2
        }
    }
}
