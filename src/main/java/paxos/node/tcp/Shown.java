package paxos.node.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

/// How addresses, times and junk from the network are written in sentences.
final class Shown {

    /// How much of a stranger's text is shown.
    static final int LONGEST = 60;

    private Shown() {
    }

    /// In quotes, cut, and with everything escaped that a screen would not show as what it is.
    static String quoted(String junk) {
        return "“" + cut(junk, LONGEST) + "”";
    }

    /// The same without quotes.
    static String cut(String junk, int longest) {
        StringBuilder shown = new StringBuilder();
        int[] points = junk.codePoints().limit(longest + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, longest); i++) {
            shown.append(escaped(points[i]));
        }
        return points.length > longest ? shown.append("…").toString() : shown.toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> switch (Character.getType(point)) {
                // FORMAT holds the marks that turn the direction of writing round.
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> "\\u{%x}".formatted(point);
                default -> Character.toString(point);
            };
        };
    }

    /// `IP:PORT`, or `[IP]:PORT` for IPv6.
    static String address(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return "an unknown address";
        }
        InetAddress ip = inet.getAddress();
        if (ip == null) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        String text = ip.getHostAddress();
        return text.contains(":")
                ? "[" + text.replaceFirst("(^|:)(0(:|(?=%)|$)){2,}", "::") + "]:" + inet.getPort()
                : text + ":" + inet.getPort();
    }

    /// Like "10 s" or "0.25 s".
    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000.0 + " s";
    }
}
