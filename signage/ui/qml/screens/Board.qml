// Calls: header, the newest large, the others below, the last ones, footer.
pragma ComponentBehavior: Bound

import QtQuick
import Signage
import "../parts"

Item {
    id: board

    required property BoardView view
    readonly property Sizes sizes: view.sizes

    Header {
        view: board.view
        width: parent.width
        height: board.sizes.header
    }

    Column {
        x: board.sizes.callsX
        y: board.sizes.callsY
        width: board.sizes.callsWidth
        spacing: board.sizes.gap

        HeroCard {
            visible: board.sizes.hero > 0
            call: board.view.hero
            sizes: board.sizes
            accent: board.view.accent
            width: parent.width
            height: board.sizes.hero
        }

        Repeater {
            model: board.view.rows

            CallRow {
                width: parent.width
                sizes: board.sizes
                accent: board.view.accent
            }
        }

        Repeater {
            model: board.view.cards

            CallCard {
                width: parent.width
                sizes: board.sizes
                accent: board.view.accent
            }
        }
    }

    Calm {
        visible: board.view.calm
        view: board.view
        x: board.sizes.callsX
        y: board.sizes.callsY
        width: board.sizes.callsWidth
        height: board.sizes.callsHeight - board.sizes.strip
    }

    Recent {
        id: strip

        view: board.view
        x: board.sizes.callsX
        width: board.sizes.callsWidth
        height: board.sizes.strip
        anchors.bottom: footer.top
        anchors.bottomMargin: board.sizes.gap
    }

    Footer {
        id: footer

        view: board.view
        width: parent.width
        height: board.sizes.footer
        anchors.bottom: parent.bottom
    }
}
