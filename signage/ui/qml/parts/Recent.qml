// The last calls, small, side by side.
pragma ComponentBehavior: Bound

import QtQuick
import Signage

Item {
    id: strip

    required property BoardView view
    readonly property Sizes sizes: view.sizes

    Words {
        id: title

        visible: strip.height > 0
        width: parent.width
        text: strip.view.recent
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.4 * strip.sizes.small
        color: "#c0c3d5"
        font.weight: Font.Normal
        font.pixelSize: 0.72 * strip.sizes.small
    }

    Row {
        anchors.top: title.bottom
        anchors.topMargin: 0.4 * strip.sizes.gap
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: strip.sizes.gap

        Repeater {
            model: strip.view.recentCalls

            RecentCard {
                sizes: strip.sizes
                height: parent.height
            }
        }
    }
}
