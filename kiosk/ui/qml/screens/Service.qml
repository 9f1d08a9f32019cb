// The technician's menu: deeds, what they found, the camera's picture, a test of the panel.
pragma ComponentBehavior: Bound

import QtQuick
import "../parts"

Page {
    id: root

    readonly property bool menu: view.serviceDeed === ""

    withHelp: false
    withManner: false
    withBack: true

    Title {
        theme: root.theme
        text: root.view.serviceTitle
        font.pixelSize: root.theme.large * 1.2
    }
    Repeater {
        model: root.menu ? root.view.serviceDeeds : []
        delegate: RoomTile {
            required property var modelData
            required property int index
            readonly property bool touch: true
            readonly property bool aside: index > 3

            theme: root.theme
            text: modelData.text
            hint: modelData.hint
            onPressed: root.view.serve(modelData.id)
        }
    }
    CameraPicture {
        readonly property bool wanted: root.view.serviceDeed === "camera"
        readonly property real stretch: 1
        readonly property real most: width * 0.75

        theme: root.theme
        source: root.view.preview
        waiting: root.view.words.scanning_looking
    }
    Repeater {
        model: root.view.serviceLines
        delegate: Words {
            required property string modelData

            theme: root.theme
            text: modelData
            font.pixelSize: root.theme.small
        }
    }
    ScreenTest {
        readonly property bool wanted: root.view.serviceDeed === "screen"
        readonly property real stretch: 1

        theme: root.theme
    }
}
