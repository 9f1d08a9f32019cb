// The whole panel: header, the calls or a calm word, footer.
pragma ComponentBehavior: Bound

import QtQuick
import Signage
import "parts"

Rectangle {
    id: panel

    required property BoardView view
    readonly property Sizes sizes: view.sizes

    color: "#050614"

    Header {
        id: header

        view: panel.view
        width: parent.width
        height: panel.sizes.header
    }

    Column {
        x: panel.sizes.margin
        width: parent.width - 2 * x
        anchors.top: header.bottom
        anchors.topMargin: panel.sizes.gap
        spacing: panel.sizes.gap

        HeroCard {
            visible: panel.sizes.hero > 0
            call: panel.view.hero
            come: panel.view.come
            sizes: panel.sizes
            accent: panel.view.signColour
            width: parent.width
            height: panel.sizes.hero
        }

        Repeater {
            model: panel.view.rows

            CallRow {
                width: parent.width
                sizes: panel.sizes
                accent: panel.view.signColour
            }
        }
    }

    Calm {
        visible: panel.view.calm
        view: panel.view
        anchors.top: header.bottom
        anchors.bottom: strip.top
        x: panel.sizes.margin
        width: parent.width - 2 * x
    }

    Recent {
        id: strip

        view: panel.view
        x: panel.sizes.margin
        width: parent.width - 2 * x
        height: panel.sizes.strip
        anchors.bottom: footer.top
        anchors.bottomMargin: panel.sizes.gap
    }

    Footer {
        id: footer

        view: panel.view
        width: parent.width
        height: panel.sizes.footer
        anchors.bottom: parent.bottom
    }
}
