package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import paxos.node.Envelope;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Vote;

/// Messages as bytes, in the format of the C++ program:
///
/// ```
/// METHOD CRLF (name ": " value CRLF)* CRLF
/// ```
///
/// Headers come in any order; values are stripped; integers are signed 32-bit decimal, written as [Integer#toString]
/// writes them. Headers that are not known are ignored. A known header that is there twice makes a message malformed:
/// another reader might take the other of the two, and then two legislators would have been told two things in one
/// message.
final class WireFormat {

    /// The answer to `connection: keep-alive`.
    static final byte[] KEEP_ALIVE = "KeepAlive\r\n\r\n".getBytes(UTF_8);

    private static final String LINE_END = "\r\n";
    private static final String NO_TOKEN = "\"(),/:;<=>?@[\\]{}";
    private static final long COUNTER_MAX = 1L << 53;
    private static final int ID_LONGEST = 64;
    private static final Set<String> KNOWN = Set.of("ballot", "vote_ballot_id", "decree", "sender", "receiver",
            "message-id", "lamport", "connection", "since");

    private final String me;
    private final Set<String> legislators;
    private final boolean addressed;

    /// @param me          who reads
    /// @param legislators the names of all legislators
    /// @param addressed   whether every message must say who sends it, and be for who reads: where messages are proven, so is
    ///                    what they say, and a proof that somebody got for one reader is of no use with another
    /// @throws IllegalArgumentException for a name that cannot stand in a header
    WireFormat(String me, Collection<String> legislators, boolean addressed) {
        this.me = me;
        this.legislators = Set.copyOf(legislators);
        this.addressed = addressed;
        legislators.forEach(WireFormat::asValue);
    }

    /// What a message on the wire comes to.
    sealed interface Arrival {

        /// Whether more messages will follow on its connection.
        boolean keepAlive();

        /// A message for this legislator.
        record Letter(Envelope envelope, boolean keepAlive) implements Arrival {
        }

        /// A method that this program does not know; to be ignored.
        record Unknown(String method, boolean keepAlive) implements Arrival {
        }

        /// Somebody asks for this node's events.
        ///
        /// @param since the number of the last that is known there, −1 for none
        record Observe(long since) implements Arrival {
            @Override
            public boolean keepAlive() {
                return false;
            }
        }
    }

    // ---- Writing

    /// The bytes of a message.
    ///
    /// @param keepAlive whether to offer that more messages will follow on this connection
    /// @throws IllegalArgumentException for a name or id that cannot stand in a header
    static byte[] encode(Envelope envelope, boolean keepAlive) {
        StringBuilder text = new StringBuilder(160).append(methodOf(envelope.message())).append("\r\n");
        switch (envelope.message()) {
            case Message.NextBallot next -> ballot(text, next.ballot());
            case Message.LastVote last -> {
                ballot(text, last.ballot());
                header(text, "vote_ballot_id", last.vote().map(vote -> vote.ballot().number()).orElse(-1).toString());
                header(text, "decree", last.vote().map(vote -> vote.decree().value()).orElse(-1).toString());
            }
            case Message.BeginBallot begin -> {
                ballot(text, begin.ballot());
                decree(text, begin.decree());
            }
            case Message.Voted voted -> {
                ballot(text, voted.ballot());
                decree(text, voted.decree());
            }
            case Message.Success success -> {
                if (!success.ballot().isNone()) {
                    ballot(text, success.ballot());
                }
                decree(text, success.decree());
            }
            case Message.HigherBallot higher -> ballot(text, higher.ballot());
        }
        envelope.from().ifPresent(from -> header(text, "sender", from));
        header(text, "receiver", envelope.to());
        envelope.id().ifPresent(id -> header(text, "message-id", id));
        envelope.lamport().ifPresent(lamport -> header(text, "lamport", Long.toString(lamport)));
        if (keepAlive) {
            header(text, "connection", "keep-alive");
        }
        return text.append("\r\n").toString().getBytes(UTF_8);
    }

    /// The bytes that ask for a node's events.
    ///
    /// @param sender   who asks
    /// @param receiver who is asked
    /// @param since    the number of the last event that is known already, −1 for none
    /// @throws IllegalArgumentException for a name that cannot stand in a header
    static byte[] encodeObserve(String sender, String receiver, long since) {
        StringBuilder text = new StringBuilder(96).append("Observe\r\n");
        header(text, "sender", sender);
        header(text, "receiver", receiver);
        header(text, "since", Long.toString(since));
        return text.append("\r\n").toString().getBytes(UTF_8);
    }

    /// Named here, not by the classes: renaming a class must not change the wire.
    private static String methodOf(Message message) {
        return switch (message) {
            case Message.NextBallot _ -> "NextBallot";
            case Message.LastVote _ -> "LastVote";
            case Message.BeginBallot _ -> "BeginBallot";
            case Message.Voted _ -> "Voted";
            case Message.Success _ -> "Success";
            case Message.HigherBallot _ -> "HigherBallot";
        };
    }

    private static void ballot(StringBuilder text, Ballot ballot) {
        header(text, "ballot", Integer.toString(ballot.number()));
    }

    private static void decree(StringBuilder text, Decree decree) {
        header(text, "decree", decree.toString());
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(asValue(value)).append("\r\n");
    }

    /// Lets nothing pass that could end the header, or that a reader would strip.
    private static String asValue(String value) {
        if (value.isEmpty() || !value.equals(value.strip()) || hasControl(value)) {
            throw new IllegalArgumentException(Shown.quoted(value)
                    + " cannot be sent: it is empty, begins or ends with a space, or has a control character in it.");
        }
        return value;
    }

    /// (This and the two like it are loops: each message has a dozen of them, and a stream takes as long as a message.)
    private static boolean hasControl(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    // ---- Reading

    /// Reads one whole message, its empty last line included.
    ///
    /// @throws MalformedMessage where it is none
    Arrival decode(byte[] bytes) throws MalformedMessage {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf(LINE_END);
        String method = end < 0 ? text : text.substring(0, end);
        if (!isToken(method)) {
            throw new MalformedMessage("A message begins with a method, not with " + Shown.quoted(method) + ".");
        }
        Headers headers = Headers.of(method, text);
        boolean keepAlive = headers.text("connection").filter("keep-alive"::equals).isPresent();
        return switch (method) {
            case "NextBallot" -> signed(headers, new Message.NextBallot(headers.ballot()), keepAlive);
            case "LastVote" -> signed(headers, new Message.LastVote(headers.ballot(), headers.vote()), keepAlive);
            case "BeginBallot" -> signed(headers, new Message.BeginBallot(headers.ballot(), headers.decree()), keepAlive);
            case "Voted" -> signed(headers, new Message.Voted(headers.ballot(), headers.decree()), keepAlive);
            case "Success" -> letter(headers, new Message.Success(
                    headers.text("ballot").isPresent() ? headers.ballot() : Ballot.NONE, headers.decree()), keepAlive);
            case "HigherBallot" -> letter(headers, new Message.HigherBallot(headers.ballot()), keepAlive);
            case "Observe" -> observe(headers);
            default -> new Arrival.Unknown(method, keepAlive);
        };
    }

    private Arrival signed(Headers headers, Message message, boolean keepAlive) throws MalformedMessage {
        headers.required("sender");
        return letter(headers, message, keepAlive);
    }

    private Arrival letter(Headers headers, Message message, boolean keepAlive) throws MalformedMessage {
        Optional<String> sender = headers.text("sender");
        if (sender.isPresent() && !legislators.contains(sender.get())) {
            throw new MalformedMessage("%s from %s, who is nobody in this parliament."
                    .formatted(headers.method, Shown.quoted(sender.get())));
        }
        if (addressed) {
            headers.required("sender");
        }
        isForMe(headers);
        return new Arrival.Letter(new Envelope(sender, me, message, headers.id(), headers.lamport()), keepAlive);
    }

    private Arrival observe(Headers headers) throws MalformedMessage {
        if (addressed) {
            headers.required("sender");
        }
        if (addressed || headers.text("receiver").isPresent()) {
            isForMe(headers);
        }
        return new Arrival.Observe(headers.since());
    }

    /// Other programs need not know our name (a C++ node does not look). But the name of another legislator says that two
    /// configurations have different addresses.
    private void isForMe(Headers headers) throws MalformedMessage {
        String receiver = headers.required("receiver");
        if (!receiver.equals(me) && (addressed || legislators.contains(receiver))) {
            throw new MalformedMessage("%s for %s, but this is %s: do all use the same configuration?"
                    .formatted(headers.method, Shown.quoted(receiver), me));
        }
    }

    /// Whether it can be a method, or the name of a header.
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || NO_TOKEN.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// The headers of one message.
    private record Headers(String method, Map<String, String> values) {

        static Headers of(String method, String text) throws MalformedMessage {
            Map<String, String> values = new HashMap<>();
            int emptyLine = text.lastIndexOf(LINE_END);
            int start = method.length() + LINE_END.length();
            for (int end = text.indexOf(LINE_END, start); 0 <= end && end < emptyLine; end = text.indexOf(LINE_END, start)) {
                int colon = text.indexOf(':', start, end);
                if (colon < 0 || !isToken(text.substring(start, colon))) {
                    throw new MalformedMessage("%s with a line that is no header: %s."
                            .formatted(shownMethod(method), Shown.quoted(text.substring(start, end))));
                }
                String name = text.substring(start, colon);
                if (KNOWN.contains(name) && values.put(name, text.substring(colon + 1, end).strip()) != null) {
                    throw new MalformedMessage("%s with the header %s twice.".formatted(shownMethod(method), name));
                }
                start = end + LINE_END.length();
            }
            return new Headers(method, values);
        }

        private static String shownMethod(String method) {
            return method.length() > ID_LONGEST ? Shown.quoted(method) : method;
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(values.get(name));
        }

        String required(String name) throws MalformedMessage {
            String value = values.get(name);
            if (value == null) {
                throw new MalformedMessage("%s without the header %s.".formatted(method, name));
            }
            return value;
        }

        private int integer(String name, int least) throws MalformedMessage {
            String value = required(name);
            int number;
            try {
                number = Integer.parseInt(value);
            } catch (NumberFormatException no) {
                throw noInteger(name, value);
            }
            // Also turns away what only parseInt takes: +5, 007, -0, digits of other scripts.
            if (!Integer.toString(number).equals(value)) {
                throw noInteger(name, value);
            }
            if (number < least) {
                throw new MalformedMessage("%s with the %s %d, which is below %d.".formatted(method, name, number, least));
            }
            return number;
        }

        private MalformedMessage noInteger(String name, String value) {
            return new MalformedMessage("%s with the %s %s, which is no plain 32-bit integer."
                    .formatted(method, name, Shown.quoted(value)));
        }

        Ballot ballot() throws MalformedMessage {
            return new Ballot(integer("ballot", 0));
        }

        Decree decree() throws MalformedMessage {
            return new Decree(integer("decree", Integer.MIN_VALUE));
        }

        Optional<Vote> vote() throws MalformedMessage {
            int ballot = integer("vote_ballot_id", -1);
            Decree decree = decree();
            return ballot == -1 ? Optional.empty() : Optional.of(new Vote(new Ballot(ballot), decree));
        }

        /// Only a help for the reader of the timeline, so a bad one is as good as none.
        Optional<String> id() {
            return text("message-id").filter(id -> !id.isEmpty() && id.length() <= ID_LONGEST && isPrintable(id));
        }

        /// As with the id: a bad one is as good as none.
        OptionalLong lamport() {
            return counter("lamport");
        }

        /// Here too: whoever asks with a bad number is told all.
        long since() {
            return counter("since").orElse(-1);
        }

        private OptionalLong counter(String name) {
            try {
                long number = Long.parseLong(values.getOrDefault(name, "none"));
                return number >= 0 && number <= COUNTER_MAX ? OptionalLong.of(number) : OptionalLong.empty();
            } catch (NumberFormatException no) {
                return OptionalLong.empty();
            }
        }
    }
}
