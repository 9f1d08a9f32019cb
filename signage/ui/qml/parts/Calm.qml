// Nobody is called: what to do meanwhile, and beneath it in another language.
import QtQuick
import Signage

Item {
    id: calm

    required property BoardView view
    readonly property Sizes sizes: view.sizes
    readonly property real measure: Math.min(width, 1.2 * height)
    readonly property bool tall: height > width || sizes.stacked || view.letter === ""

    Grid {
        anchors.centerIn: parent
        columns: calm.tall ? 1 : 2
        spacing: 2 * calm.sizes.pad
        verticalItemAlignment: Grid.AlignVCenter
        horizontalItemAlignment: calm.tall ? Grid.AlignHCenter : Grid.AlignLeft

        BoardSign {
            view: calm.view
            width: 0.3 * calm.measure
        }

        Column {
            readonly property real free: calm.width - (calm.tall ? 0 : 0.3 * calm.measure + 2 * calm.sizes.pad)

            id: said

            spacing: calm.sizes.gap

            Sentence {
                width: said.free
                horizontalAlignment: calm.tall ? Text.AlignHCenter : Text.AlignLeft
                text: calm.view.first
                color: "#ffffff"
                font.weight: Font.Bold
                font.pixelSize: Math.max(calm.sizes.small, 0.08 * calm.measure)
            }

            Sentence {
                width: said.free
                horizontalAlignment: calm.tall ? Text.AlignHCenter : Text.AlignLeft
                text: calm.view.then
                color: "#ffffff"
                font.weight: Font.Normal
                font.pixelSize: Math.max(calm.sizes.small, 0.056 * calm.measure)
            }

            Sentence {
                topPadding: calm.sizes.gap
                width: said.free
                horizontalAlignment: calm.tall ? Text.AlignHCenter : calm.view.rtl ? Text.AlignRight : Text.AlignLeft
                text: calm.view.foreign
                color: "#c0c3d5"
                font.weight: Font.Normal
                font.pixelSize: Math.max(calm.sizes.small, 0.042 * calm.measure)
            }
        }
    }
}
