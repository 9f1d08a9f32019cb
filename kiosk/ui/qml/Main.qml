// The window: one screen at a time, named after the state of the session.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Eingangszone.Kiosk
import "parts"
import "screens"

Window {
    id: window

    required property SessionView view
    required property Theme theme
    required property size panel
    required property real zoom

    width: panel.width * zoom
    height: panel.height * zoom
    color: theme.ground
    title: view.office

    Item {
        width: window.panel.width
        height: window.panel.height
        scale: window.zoom
        transformOrigin: Item.TopLeft

        Stage { active: window.view.state === "starting"; sourceComponent: Starting { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "welcome"; sourceComponent: Welcome { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "scanning"; sourceComponent: Scanning { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "typing"; sourceComponent: Typing { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "choosing"; sourceComponent: Choosing { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "asking"; sourceComponent: Asking { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "delayed"; sourceComponent: Delayed { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "printing"; sourceComponent: Printing { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "done"; sourceComponent: Done { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "paper_failed"; sourceComponent: PaperFailed { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "refused"; sourceComponent: Refused { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "help_called"; sourceComponent: HelpCalled { view: window.view; theme: window.theme } }
        Stage { active: window.view.state === "reception"; sourceComponent: Reception { view: window.view; theme: window.theme } }
    }
}
