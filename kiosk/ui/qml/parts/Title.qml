// The one sentence of a screen that is read first.
import QtQuick

Words {
    font.pixelSize: theme.title
    font.weight: Font.DemiBold
    lineHeight: 1.02
}
