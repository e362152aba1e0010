package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import paxos.node.Envelope;
import paxos.synod.Message;
import paxos.synod.Vote;

/// What holds of reading the wire, whatever comes. Each method throws an [AssertionError] where it does not. Counts what
/// the inputs came to.
final class WireProperties {

    /// No sentence about junk is longer, in characters.
    static final int LONGEST_SENTENCE = 800;

    /// What is refused, as the sentences say it.
    static final List<String> REFUSALS = List.of("begins with a method", "a line that is no header", " twice.",
            " without the header ", "no plain 32-bit integer", ", which is below ", "who is nobody in this parliament",
            "do all use the same configuration?");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Secret SECRET = new Secret("nobody else knows this");

    final Map<String, Long> counts = new TreeMap<>();
    int longestSentence;

    private final WireFormat format = new WireFormat(WireInputs.ME, WireInputs.LEGISLATORS, false);
    /// How others would read the same: Zoë, as whoever it is not for, and a node of a parliament with a secret.
    private final WireFormat another = new WireFormat("Zoë δ", WireInputs.LEGISLATORS, false);
    private final WireFormat addressed = new WireFormat(WireInputs.ME, WireInputs.LEGISLATORS, true);

    /// What bytes come to: an arrival, or a sentence.
    private record Reading(Optional<WireFormat.Arrival> arrival, String sentence) {
    }

    /// Whatever is read as a message comes to an arrival or to a sentence, the same each time; an arrival says no more and
    /// no less than the bytes, and is itself when it is written and read again.
    void decodes(byte[] bytes) {
        Reading reading = read(format, bytes);
        require(reading.equals(read(format, bytes)), "the same bytes were read in two ways");
        read(another, bytes);
        Reading strict = read(addressed, bytes);
        require(strict.arrival().isEmpty() || strict.arrival().equals(reading.arrival()), "whoever asks for more reads something else");
        reading.arrival().ifPresentOrElse(arrival -> {
            count(kind(arrival));
            if (WireInputs.endsAsAMessage(bytes)) {
                said(arrival).forEach((name, value) -> require(hasOnce(bytes, name, value), "%s: %s was not said once", name, value));
            }
            require(Optional.of(arrival).equals(read(format, encoded(arrival)).arrival()), "it is another when it comes back: %s", arrival);
        }, () -> count("malformed: " + kind(reading.sentence())));
    }

    /// A message with another number in it is another message, or none.
    void tellsApart(WireInputs.Altered altered) {
        Reading before = read(format, altered.before().bytes());
        require(before.arrival().isPresent(), "this is a message: %s", before.sentence());
        Reading after = read(format, altered.after().bytes());
        boolean decreeOfNoVote = altered.changed().name().equals("decree")
                && altered.before().headers().contains(new WireInputs.Header("vote_ballot_id", "-1"));
        if (!decreeOfNoVote) {
            require(!before.arrival().equals(after.arrival()), "another number, and the same message: %s", before.arrival());
        }
        count(after.arrival().isPresent() ? "altered: another message" : "altered: malformed");
    }

    /// A message is taken with its proof, once, on its own connection; and not when a bit of it is another.
    void proves(byte[] message, SplittableRandom random) {
        Challenge mine = new Challenge(nonce(random));
        byte[] proven = new Proofs(SECRET, mine).prove(message);
        Proofs reader = new Proofs(SECRET, mine);
        require(Arrays.equals(message, checked(reader, proven).orElseThrow(() -> new AssertionError("a right proof was refused"))),
                "with its proof it is another message");
        require(checked(reader, proven).isEmpty(), "a message was taken twice");
        require(checked(new Proofs(SECRET, new Challenge(nonce(random))), proven).isEmpty(), "a message of another connection was taken");
        require(checked(new Proofs(new Secret("x".repeat(16)), mine), proven).isEmpty(), "a proof with another secret was taken");
        byte[] altered = proven.clone();
        int at = random.nextInt(altered.length);
        altered[at] ^= (byte) (1 << random.nextInt(8));
        // Whether the digits are capital letters makes no other number of them.
        if (!new String(altered, ISO_8859_1).equalsIgnoreCase(new String(proven, ISO_8859_1)) || at < proven.length - 68) {
            require(checked(new Proofs(SECRET, mine), altered).isEmpty(), "a message with another bit was taken");
        }
        require(Challenge.read(mine.bytes()).isPresent(), "a challenge was not read");
        Challenge.read(message);
        count("proven");
    }

    /// Without a proof nothing is taken, and the refusal is a sentence.
    void isNotProven(byte[] bytes) {
        require(checked(new Proofs(SECRET, new Challenge(new byte[32])), bytes).isEmpty(), "what has no proof was taken");
    }

    private static byte[] nonce(SplittableRandom random) {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        return nonce;
    }

    private static Optional<byte[]> checked(Proofs proofs, byte[] message) {
        try {
            return Optional.of(proofs.check(message.clone()));
        } catch (MalformedMessage refused) {
            requirePlain(refused.getMessage());
            return Optional.empty();
        }
    }

    /// A stream comes to the same messages however it is torn.
    void cuts(byte[] stream, boolean ends, WireInputs inputs) {
        List<String> expected = cutByTheBook(stream, ends);
        require(expected.equals(cut(inputs.torn(stream), ends)), "torn, it comes to other messages");
        require(expected.equals(cut(List.of(stream), ends)), "in one piece, it comes to other messages");
        count("stream, " + (expected.getLast().isEmpty() ? "read to its end" : "given up"));
        counts.merge("messages in streams", expected.size() - 1L, Long::sum);
    }

    /// @param torn what comes, piece by piece
    /// @return the messages, and last the sentence in which it ended, empty for an end between two messages
    private static List<String> cut(List<byte[]> torn, boolean ends) {
        List<String> all = new ArrayList<>();
        try (TornStream socket = new TornStream(torn, ends)) {
            MessageBuffer buffer = new MessageBuffer();
            Optional<byte[]> first = new MessageReader(socket, buffer, LIMIT).first();
            if (first.isEmpty()) {
                all.add("");
            } else {
                all.add(new String(first.get(), ISO_8859_1));
                cutTheRest(socket, buffer, all);
            }
        } catch (MalformedMessage malformed) {
            requirePlain(malformed.getMessage());
            all.add(malformed.getMessage());
        } catch (IOException no) {
            throw new AssertionError("this stream does not fail", no);
        }
        return all;
    }

    /// As on a connection that is kept.
    private static void cutTheRest(TornStream socket, MessageBuffer buffer, List<String> all) {
        boolean[] over = {false};
        KeptIncoming kept = new KeptIncoming(socket.channel(), buffer, LIMIT, new KeptIncoming.Post() {
            @Override
            public boolean take(byte[] message) {
                all.add(new String(message, ISO_8859_1));
                return true;
            }

            @Override
            public void over(Optional<MalformedMessage> complaint) {
                require(!over[0], "it ended twice");
                over[0] = true;
                complaint.ifPresent(malformed -> requirePlain(malformed.getMessage()));
                all.add(complaint.map(MalformedMessage::getMessage).orElse(""));
            }
        });
        boolean busy = true;
        while (!over[0] && (busy || !socket.isSilent())) {
            int before = all.size();
            busy = kept.turn(!busy);
            require(all.size() - before <= 2, "more than a message in one turn");
        }
        if (!over[0]) {
            kept.look(System.nanoTime());
            require(!over[0], "it was given up too early");
            kept.look(System.nanoTime() + LIMIT.toNanos() + 1);
        }
        if (!over[0]) {
            require(kept.idleSince().isPresent(), "nothing is on it, and it does not count as idle");
            all.add("");
        }
    }

    /// The same, told from the whole stream at once.
    private static List<String> cutByTheBook(byte[] stream, boolean ends) {
        List<String> all = new ArrayList<>();
        String rest = new String(stream, ISO_8859_1);
        for (int end = end(rest); end >= 0; end = end(rest)) {
            all.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        byte[] left = rest.getBytes(ISO_8859_1);
        // Of a proof, nothing.
        String beginning = Shown.quoted(new String(left, 0, Math.min(left.length, 240), UTF_8).split("\r\nmac:", 2)[0]);
        if (left.length >= 8192) {
            all.add("A message of more than 8192 bytes; it begins with %s.".formatted(beginning));
        } else if (left.length > 0) {
            all.add(ends ? "The connection ended in the middle of a message that begins with %s.".formatted(beginning)
                    : "A message that was not complete after 10 s; it begins with %s.".formatted(beginning));
        } else {
            all.add(ends || !all.isEmpty() ? "" : "A connection without a message for 10 s.");
        }
        return all;
    }

    private static int end(String rest) {
        int empty = rest.indexOf("\r\n\r\n");
        return empty < 0 || empty + 4 > 8192 ? -1 : empty + 4;
    }

    // ---- Reading

    private Reading read(WireFormat reader, byte[] bytes) {
        try {
            return new Reading(Optional.of(reader.decode(bytes.clone())), "");
        } catch (MalformedMessage malformed) {
            requirePlain(malformed.getMessage());
            longestSentence = Math.max(longestSentence, malformed.getMessage().length());
            return new Reading(Optional.empty(), malformed.getMessage());
        }
    }

    private static byte[] encoded(WireFormat.Arrival arrival) {
        return switch (arrival) {
            case WireFormat.Arrival.Letter(Envelope envelope, boolean keepAlive) -> WireFormat.encode(envelope, keepAlive);
            case WireFormat.Arrival.Observe(long since) -> WireFormat.encodeObserve("x", WireInputs.ME, since);
            case WireFormat.Arrival.Unknown(String method, boolean keepAlive) -> {
                requirePlain(Shown.quoted(method));
                yield (method + "\r\n" + (keepAlive ? "connection: keep-alive\r\n" : "") + "\r\n").getBytes(UTF_8);
            }
        };
    }

    private static String kind(WireFormat.Arrival arrival) {
        return switch (arrival) {
            case WireFormat.Arrival.Letter letter -> "letter: " + letter.envelope().message().getClass().getSimpleName();
            case WireFormat.Arrival.Observe _ -> "observe";
            case WireFormat.Arrival.Unknown _ -> "unknown method";
        };
    }

    private static String kind(String sentence) {
        return REFUSALS.stream().filter(sentence::contains).findFirst()
                .orElseThrow(() -> new AssertionError("an unknown kind of refusal: " + sentence)).strip();
    }

    /// The headers without which this arrival could not be.
    private static Map<String, String> said(WireFormat.Arrival arrival) {
        Map<String, String> said = new LinkedHashMap<>();
        if (arrival.keepAlive()) {
            said.put("connection", "keep-alive");
        }
        if (!(arrival instanceof WireFormat.Arrival.Letter(Envelope envelope, _))) {
            return said;
        }
        Message message = envelope.message();
        if (!message.ballot().isNone()) {
            said.put("ballot", Integer.toString(message.ballot().number()));
        }
        switch (message) {
            case Message.LastVote(_, Optional<Vote> vote) -> {
                said.put("vote_ballot_id", Integer.toString(vote.map(cast -> cast.ballot().number()).orElse(-1)));
                vote.ifPresent(cast -> said.put("decree", Integer.toString(cast.decree().value())));
            }
            case Message.BeginBallot begin -> said.put("decree", Integer.toString(begin.decree().value()));
            case Message.Voted voted -> said.put("decree", Integer.toString(voted.decree().value()));
            case Message.Success success -> said.put("decree", Integer.toString(success.decree().value()));
            case Message.NextBallot _, Message.HigherBallot _ -> { }
        }
        envelope.from().ifPresent(sender -> said.put("sender", sender));
        require(envelope.to().equals(WireInputs.ME), "a letter for %s", envelope.to());
        require(envelope.from().stream().allMatch(WireInputs.LEGISLATORS::contains), "a letter of nobody");
        envelope.id().ifPresent(id -> said.put("message-id", id));
        OptionalLong lamport = envelope.lamport();
        require(lamport.isEmpty() || lamport.getAsLong() >= 0 && lamport.getAsLong() <= 1L << 53, "a clock of %s", lamport);
        return said;
    }

    private static boolean hasOnce(byte[] bytes, String name, String value) {
        int times = 0;
        boolean same = false;
        for (String line : new String(bytes, UTF_8).split("\r\n", -1)) {
            if (line.startsWith(name + ":")) {
                times++;
                same = line.substring(name.length() + 1).strip().equals(value);
            }
        }
        return times == 1 && same;
    }

    // ---- Sentences

    /// A sentence that a screen and a log show as what it is, of bounded length.
    static void requirePlain(String sentence) {
        require(sentence.length() <= LONGEST_SENTENCE, "a sentence of %d characters", sentence.length());
        require(sentence.codePoints().noneMatch(WireProperties::isUnseen), "a sentence with what no screen shows: %s", sentence);
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    static void require(boolean holds, String what, Object... of) {
        if (!holds) {
            throw new AssertionError(what.formatted(of));
        }
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }
}
