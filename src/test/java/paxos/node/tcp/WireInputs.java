package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// What may come over the wire, all from one seed: messages as our nodes and the C++ program write them, and what becomes
/// of them in the hands of somebody who knows the format and means no good.
final class WireInputs {

    static final String ME = "beta";
    static final List<String> LEGISLATORS = List.of("alpha", ME, "Zoë δ", "x");

    static final List<String> METHODS = List.of("NextBallot", "LastVote", "BeginBallot", "Voted", "Success", "HigherBallot");

    /// The edges of what 16, 31, 32, 53, 63 and 64 bits hold, one above and below each, and other ways to write a number.
    private static final List<String> ODD_INTEGERS = List.of("-1", "-2", "32767", "32768", "65536", "2147483646", "2147483647",
            "2147483648", "2147483649", "-2147483647", "-2147483648", "-2147483649", "4294967295", "4294967296", "4294967297",
            "-4294967295", "9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807",
            "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "9".repeat(400),
            "1" + "0".repeat(900), "", "+1", "-0", "00", "007", "1.0", "1e3", "0x10", "1_000", "1,000", "١", "۱۲", "１", "--1", "1 2",
            "1\0", "NaN", "null", "true", "２１４７４８３６４７", "\u202e7", "7;", "−1");

    private static final List<String> ODD_NAMES = List.of("", "mallory", "Alpha", "alpha\0", "al\tpha", "alpha beta", "Zoe\u0308 δ",
            "\u202ealpha", "\uFEFFalpha", "alpha\u00a0", "\u2028", "🐟", "a".repeat(300), "é".repeat(400), "\uDBFF\uDFFF".repeat(100), "..", "/", "\\r\\n",
            "\u001b[31malpha", "gamma", "\u0085alpha", "node", "alpha", "x", "Zoë δ");

    private static final List<String> HEADERS = List.of("ballot", "vote_ballot_id", "decree", "sender", "receiver", "message-id",
            "lamport", "connection", "since", "Ballot", "BALLOT", "x-mood", "ballot ", " ballot", "", "bal lot", "bällot", "mac", "x".repeat(500));

    private static final List<String> TOKENS = List.of("\r\n", "\r\n\r\n", "\r", "\n", "\n\n", "\r\r\n\n", "\0", ":", ": ", " ", "\t",
            "ballot", "decree: ", "sender: alpha", "receiver: beta", "NextBallot", "Success", "Observe", "keep-alive",
            "connection: keep-alive", "2147483647", "-1", "GET / HTTP/1.1", "\u202e", "\uFFFF", "🐟", "\u0000", "{\"what\":", "%s%n%d",
            "é", "\u001b[2J");

    record Header(String name, String value) {

        boolean isStrictInteger() {
            return name.equals("ballot") || name.equals("vote_ballot_id") || name.equals("decree");
        }

        boolean isInteger() {
            return isStrictInteger() || name.equals("lamport") || name.equals("since");
        }
    }

    /// A message in parts.
    record Draft(String method, List<Header> headers) {

        byte[] bytes() {
            return (method + "\r\n" + headers.stream().map(header -> header.name() + ": " + header.value() + "\r\n")
                    .collect(Collectors.joining()) + "\r\n").getBytes(UTF_8);
        }

        Draft with(int index, Header header) {
            List<Header> changed = new ArrayList<>(headers);
            changed.set(index, header);
            return new Draft(method, changed);
        }
    }

    /// A message, and the same with another number in one of its headers.
    record Altered(Draft before, Draft after, Header changed) {
    }

    private final SplittableRandom random;

    WireInputs(SplittableRandom random) {
        this.random = random;
    }

    /// What somebody might send as one message. Most end as a message does; of the others some do not end.
    byte[] next() {
        byte[] bytes = switch (random.nextInt(20)) {
            case 0 -> junk(random.nextInt(rarely() ? 9000 : 100));
            case 1 -> some(TOKENS, 1 + random.nextInt(30)).getBytes(UTF_8);
            case 2, 3, 4, 5, 6 -> reshaped(message()).getBytes(UTF_8);
            case 7, 8, 9, 10, 11, 12 -> reshaped(spoiled(message())).getBytes(UTF_8);
            case 13 -> reshaped(spoiled(spoiled(spoiled(message())))).getBytes(UTF_8);
            default -> damaged(message().bytes());
        };
        return random.nextInt(16) == 0 || endsAsAMessage(bytes) ? bytes : joined(bytes, "\r\n\r\n".getBytes(UTF_8));
    }

    /// Whether the bytes end with an empty line.
    static boolean endsAsAMessage(byte[] bytes) {
        int n = bytes.length;
        return n >= 4 && bytes[n - 4] == '\r' && bytes[n - 3] == '\n' && bytes[n - 2] == '\r' && bytes[n - 1] == '\n';
    }

    /// A message that any node takes.
    Draft message() {
        int which = random.nextInt(METHODS.size() + 2);
        List<Header> headers = new ArrayList<>();
        if (which >= METHODS.size()) {
            boolean observes = which == METHODS.size();
            headers.add(new Header("sender", oneOf(LEGISLATORS)));
            headers.add(observes ? new Header("since", counter()) : new Header("connection", "keep-alive"));
            return new Draft(observes ? "Observe" : oneOf(List.of("Adjourn", "KeepAlive", "x", "!#$%&'*+-.^_`|~")), headers);
        }
        String method = METHODS.get(which);
        boolean signed = !method.equals("Success") && !method.equals("HigherBallot") || random.nextBoolean();
        if (!method.equals("Success") || signed) {
            headers.add(new Header("ballot", ballot()));
        }
        if (method.equals("LastVote")) {
            boolean voted = random.nextBoolean();
            headers.add(new Header("vote_ballot_id", voted ? ballot() : "-1"));
            headers.add(new Header("decree", voted ? decree() : "-1"));
        } else if (!method.equals("NextBallot") && !method.equals("HigherBallot")) {
            headers.add(new Header("decree", decree()));
        }
        if (signed) {
            headers.add(new Header("sender", oneOf(LEGISLATORS)));
        }
        headers.add(new Header("receiver", random.nextInt(4) == 0 ? "node" : ME));
        if (random.nextBoolean()) {
            headers.add(new Header("message-id", Long.toString(random.nextLong(1L << 50), Character.MAX_RADIX) + "-" + random.nextInt(99)));
            headers.add(new Header("lamport", counter()));
        }
        if (random.nextBoolean()) {
            headers.add(new Header("connection", random.nextInt(4) == 0 ? "close" : "keep-alive"));
        }
        return new Draft(method, headers);
    }

    /// One of the numbers of a message is another afterwards: as a value, or only as it is written.
    Altered altered() {
        while (true) {
            Draft before = message();
            List<Integer> integers = new ArrayList<>();
            for (int i = 0; i < before.headers().size(); i++) {
                if (before.headers().get(i).isInteger()) {
                    integers.add(i);
                }
            }
            if (integers.isEmpty()) {
                continue;
            }
            int index = oneOf(integers);
            Header header = before.headers().get(index);
            String other = switch (random.nextInt(4)) {
                case 0 -> Long.toString(Long.parseLong(header.value()) + oneOf(List.of(-1L, 1L, 1L << 32, -(1L << 32), 1L << 31)));
                case 1 -> header.value() + random.nextInt(10);
                default -> header.isStrictInteger() ? oneOf(ODD_INTEGERS) : Long.toString(random.nextLong(1L << 53));
            };
            // The two that are only a help for a reader may be written in any way.
            boolean another = header.isStrictInteger() ? !other.strip().equals(header.value())
                    : !new BigInteger(other).equals(new BigInteger(header.value()));
            if (another) {
                return new Altered(before, before.with(index, new Header(header.name(), other)), header);
            }
        }
    }

    /// Pieces of this stream as they might come.
    List<byte[]> torn(byte[] stream) {
        int most = oneOf(List.of(1, 3, 40, 1500, 100_000));
        List<byte[]> pieces = new ArrayList<>();
        for (int begin = 0; begin < stream.length;) {
            int end = Math.min(stream.length, begin + 1 + random.nextInt(most));
            pieces.add(Arrays.copyOfRange(stream, begin, end));
            begin = end;
        }
        return pieces;
    }

    // ---- Parts of messages

    private String ballot() {
        return switch (random.nextInt(6)) {
            case 0 -> "0";
            case 1 -> "2147483647";
            case 2 -> "2147483646";
            case 3 -> Integer.toString(random.nextInt() >>> 1);
            default -> Integer.toString(random.nextInt(100));
        };
    }

    private String decree() {
        return switch (random.nextInt(6)) {
            case 0 -> "-2147483648";
            case 1 -> "2147483647";
            case 2 -> "-1";
            case 3 -> Integer.toString(random.nextInt());
            default -> Integer.toString(random.nextInt(100));
        };
    }

    private String counter() {
        return switch (random.nextInt(5)) {
            case 0 -> "0";
            case 1 -> "9007199254740992";
            default -> Long.toString(random.nextLong(1L << random.nextInt(1, 53)));
        };
    }

    // ---- Mischief

    private Draft spoiled(Draft draft) {
        List<Header> headers = new ArrayList<>(draft.headers());
        int index = random.nextInt(Math.max(1, headers.size()));
        switch (headers.isEmpty() ? 0 : random.nextInt(9)) {
            case 0 -> headers.add(new Header(oneOf(HEADERS), oneOf(ODD_INTEGERS)));
            case 1 -> headers.remove(index);
            case 2 -> headers.add(random.nextInt(headers.size() + 1), headers.get(index));
            case 3 -> headers.add(random.nextInt(headers.size() + 1), new Header(headers.get(index).name(), oneOf(ODD_INTEGERS)));
            case 4 -> headers.set(index, new Header(oneOf(HEADERS), headers.get(index).value()));
            case 5 -> headers.set(index, new Header(headers.get(index).name(), some(TOKENS, 1 + random.nextInt(4))));
            case 6 -> {
                return new Draft(oneOf(List.of("", "nextballot", "NextBallot ", " NextBallot", "Next Ballot", "NextBallot:", "HELLO", "GET /",
                        "\0", "é", "N".repeat(900), "\uDBFF\uDFFF".repeat(100), "Observe", "\uFEFFNextBallot", "T".repeat(65))), headers);
            }
            default -> headers.replaceAll(header -> random.nextInt(3) > 0 ? header
                    : new Header(header.name(), oneOf(header.isInteger() ? ODD_INTEGERS : ODD_NAMES)));
        }
        return new Draft(draft.method(), headers);
    }

    /// Written in another form: often one that means the same.
    private String reshaped(Draft draft) {
        List<Header> headers = new ArrayList<>(draft.headers());
        if (random.nextBoolean()) {
            for (int i = headers.size(); i > 1; i--) {
                headers.add(i - 1, headers.remove(random.nextInt(i)));
            }
        }
        boolean odd = random.nextInt(8) == 0;
        StringBuilder text = new StringBuilder(draft.method()).append(odd ? oneOf(List.of("\r\n", "\n", "\r", "\r\r\n", "\n\r\n")) : "\r\n");
        for (Header header : headers) {
            text.append(header.name()).append(oneOf(List.of(": ", ":", ":\t \t", ":   "))).append(header.value())
                    .append(oneOf(List.of("", "", " ", "\t"))).append(odd && random.nextInt(6) == 0 ? oneOf(TOKENS) : "\r\n");
        }
        if (random.nextInt(6) == 0) {
            text.append("x-filling: ").append("y".repeat(random.nextInt(rarely() ? 8300 : 20))).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    private byte[] damaged(byte[] message) {
        byte[] bytes = message;
        for (int times = oneOf(List.of(1, 1, 2, 5)); times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(12));
            byte[] start = Arrays.copyOf(bytes, at);
            byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
            bytes = switch (random.nextInt(7)) {
                case 0 -> flipped(bytes, at);
                case 1 -> joined(start, joined(junk(1 + random.nextInt(3)), rest));
                case 2 -> joined(start, Arrays.copyOfRange(bytes, to, bytes.length));
                case 3 -> joined(Arrays.copyOf(bytes, to), rest);
                case 4 -> start;
                case 5 -> joined(start, message().bytes());
                default -> joined(start, joined(oneOf(TOKENS).getBytes(UTF_8), rest));
            };
        }
        return bytes;
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private boolean rarely() {
        return random.nextInt(30) == 0;
    }

    private byte[] junk(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String some(List<String> parts, int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < number; i++) {
            text.append(oneOf(parts));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream(one.length + other.length);
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}
