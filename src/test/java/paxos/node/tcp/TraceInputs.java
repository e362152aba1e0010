package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import paxos.trace.Samples;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;

/// What an observer may be sent, all from one seed: lines of a record with one event of every kind, and what becomes of
/// them in bad hands.
final class TraceInputs {

    static final TraceHeader HEADER = new TraceHeader(Samples.LEGISLATORS, "alpha", "k3x9");

    private static final TraceFormat FORMAT = new TraceFormat(Samples.LEGISLATORS);
    private static final List<String> EVENTS = Samples.events().stream().map(FORMAT::write).toList();
    private static final Pattern VALUE = Pattern.compile("(?<=[:\\[,])(-?\\d+|\"[^\"]{0,40}\"|true|false|\\[]|\\{})(?=[,\\]}])");
    private static final Pattern INTEGER = Pattern.compile("(?<=[:\\[,])-?\\d+(?=[,\\]}])");
    private static final Pattern STRING = Pattern.compile("\"[^\"]{0,40}\"");

    private static final List<String> ODD_VALUES = List.of("-1", "0", "-0", "2147483647", "2147483648", "-2147483648", "-2147483649",
            "4294967296", "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "9".repeat(400), "1" + "0".repeat(1200), "1.0", "1e3", "1e999999999", "0.5", "NaN", "null", "true", "false", "\"\"", "\"alpha\"", "\"mallory\"",
            "[]", "{}", "[1]", "[1,2]", "[1,2,3]", "[[1,2]]", "[null]", "{\"a\":1}", "{\"type\":\"Trying\",\"ballot\":1}", "\"\\ud800\"",
            "\"\\u0000\\u001b[2J\\u202e\"", "\"\\n\\r\"", "\"%s%n\"", "\"2147483647\"", "007", "+1", "'x'", "1 2", "", "[".repeat(40) + "]".repeat(40),
            "{\"x\":".repeat(40) + "1" + "}".repeat(40), "[".repeat(500), "\"" + "x".repeat(3_000) + "\"", "\"🐟\"", "/*x*/1");

    private static final List<String> ODD_KEYS = List.of("\"\"", "\"what\"", "\"n\"", "\"ballot\"", "\"type\"", "\"\\u0000\"", "\"slip\"", "\"ledger\"",
            "\"message\"", "\"vote\"", "\"" + "k".repeat(3_000) + "\"", "\"unknown\"", "\"paxos-trace\"", "what", "\"Polling\"", "\"LastVote\"");

    /// A line, and the same with another number in it.
    record Altered(String before, String after) {
    }

    private final SplittableRandom random;

    TraceInputs(SplittableRandom random) {
        this.random = random;
    }

    /// What may come as one line, newlines inside not excluded.
    String next() {
        String line = random.nextInt(12) == 0 ? TraceFormat.write(HEADER) : oneOf(EVENTS);
        return switch (random.nextInt(12)) {
            case 0, 1 -> line;
            case 2, 3, 4, 5 -> replaced(line, VALUE, ODD_VALUES);
            case 6 -> replaced(replaced(line, VALUE, ODD_VALUES), STRING, ODD_KEYS);
            case 7 -> replaced(line, STRING, ODD_KEYS);
            case 8 -> "{" + oneOf(ODD_KEYS) + ":" + oneOf(ODD_VALUES) + "," + line.substring(1);
            case 9 -> line.substring(0, random.nextInt(line.length())) + (random.nextBoolean() ? "" : oneOf(EVENTS));
            case 10 -> junk(random.nextInt(300));
            default -> damaged(line);
        };
    }

    /// An event with one of its numbers changed.
    Altered altered() {
        while (true) {
            String line = oneOf(EVENTS);
            Optional<MatchResult> found = anyOf(INTEGER, line);
            if (found.isPresent()) {
                String number = found.get().group();
                String other = random.nextBoolean() ? oneOf(ODD_VALUES)
                        : Long.toString(Long.parseLong(number) + (random.nextBoolean() ? 1 : 1L << 32));
                boolean same = other.matches("-?\\d+") && new BigInteger(other).equals(new BigInteger(number));
                if (!same) {
                    return new Altered(line, line.substring(0, found.get().start()) + other + line.substring(found.get().end()));
                }
            }
        }
    }

    /// Whether the text is a line of its own when it is sent as one.
    static boolean isOneLine(String line) {
        return line.indexOf('\n') < 0;
    }

    private String replaced(String line, Pattern what, List<String> by) {
        return anyOf(what, line).map(found -> line.substring(0, found.start()) + oneOf(by) + line.substring(found.end())).orElse(line);
    }

    private Optional<MatchResult> anyOf(Pattern what, String line) {
        List<MatchResult> all = what.matcher(line).results().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(oneOf(all));
    }

    private String damaged(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return new String(bytes, UTF_8);
    }

    private String junk(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? UTF_8 : ISO_8859_1);
    }

    /// A stream of some lines, now and then with one that is too long.
    byte[] stream(int lines) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(random.nextInt(200) == 0 ? "x".repeat(LineReader.LONGEST - 2 + random.nextInt(4)) : next());
        }
        byte[] bytes = String.join("\n", all).getBytes(UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
