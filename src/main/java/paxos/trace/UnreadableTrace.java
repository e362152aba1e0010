package paxos.trace;

/// Something that should be a part of a trace and is none.
public final class UnreadableTrace extends Exception {

    private static final long serialVersionUID = 1L;
    /// How much of what was found is shown, in characters.
    static final int LONGEST = 60;

    /// @param message a sentence for a person
    UnreadableTrace(String message) {
        super(message);
    }

    /// In quotes, cut, and without anything that a screen would not show as what it is.
    static String quoted(String junk) {
        StringBuilder shown = new StringBuilder("“");
        junk.codePoints().limit(LONGEST).forEach(point -> shown.appendCodePoint(isPrintable(point) ? point : '\uFFFD'));
        return shown.append(junk.codePointCount(0, junk.length()) > LONGEST ? "…”" : "”").toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
