// The technician's menu: deeds, what they found, the camera's picture.
pragma ComponentBehavior: Bound

import QtQuick
import "../parts"

Page {
    id: root

    readonly property bool menu: view.serviceDeed === ""
    readonly property bool camera: view.serviceDeed === "camera"
    readonly property int across: theme.wide ? 2 : 1

    withHelp: false
    withManner: false
    withBack: true
    split: false

    Title {
        theme: root.theme
        text: root.view.serviceTitle
        font.pixelSize: root.theme.large * 1.2
    }
    Repeater {
        // Row by row, so that what is too much for a page stands on the next one.
        model: root.menu ? Math.ceil(root.view.serviceDeeds.length / root.across) : 0
        delegate: Tiles {
            id: row

            required property int index
            readonly property bool touch: true

            columns: root.across
            gap: root.theme.gap

            Repeater {
                model: root.view.serviceDeeds.slice(row.index * root.across, (row.index + 1) * root.across)
                delegate: RoomTile {
                    required property var modelData

                    theme: root.theme
                    text: modelData.text
                    hint: root.theme.compact ? "" : modelData.hint
                    onPressed: root.view.serve(modelData.id)
                }
            }
        }
    }
    Item {
        readonly property bool wanted: root.camera
        readonly property real stretch: 1
        readonly property real most: root.theme.wide ? Infinity : width * 0.75

        implicitHeight: root.theme.small * 8

        CameraPicture {
            id: picture

            width: root.theme.wide ? Math.min(parent.width * 0.66, height * 16 / 9) : parent.width
            height: parent.height
            theme: root.theme
            source: root.view.preview
            waiting: root.view.words.scanning_looking
        }
        Column {
            visible: root.theme.wide
            anchors.left: picture.right
            anchors.leftMargin: 2 * root.theme.gap
            anchors.right: parent.right
            spacing: root.theme.gap

            Repeater {
                model: root.camera ? root.view.serviceLines : []
                delegate: Line {
                    width: parent.width
                    theme: root.theme
                    size: root.theme.small
                }
            }
        }
    }
    Repeater {
        model: root.camera && root.theme.wide ? [] : root.view.serviceLines
        delegate: Line {
            theme: root.theme
            size: root.theme.small
        }
    }
}
