package paxos.synod;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a script of inputs on legislators and writes down, below each line of it, what that line gave.
///
/// Script lines begin with `>`, remarks with `#`. The rest of a transcript is the trace, and is made anew:
///
/// ```
/// > parliament alpha beta gamma          first of all
/// > alpha proposes 42                    or with no wish: alpha proposes
/// > NextBallot reaches beta              the oldest on its way to beta; or: NextBallot from alpha reaches beta
/// > a copy of Voted reaches alpha        the same, and the message stays on its way
/// > everything arrives                   in the order sent, with all that follows from it, until nothing is on its way
/// > Success to delta is lost             the oldest; or: everything to delta is lost
/// > alpha crashes                        loses the slip and what it had to tell itself
/// > alpha will crash before it sends     in its next step: it writes, and crashes
/// > alpha restarts
/// > alpha tries again                    the pause after being outbid ends
/// > zeta tells alpha Voted 0 7           a message that nobody sent; or: somebody tells alpha Success 7
/// ```
final class Transcript {

    private record InFlight(String from, String to, Message message) {
    }

    private record Command(Pattern pattern, BiConsumer<Transcript, MatchResult> action) {
        Command(String regex, BiConsumer<Transcript, MatchResult> action) {
            this(Pattern.compile(regex), action);
        }
    }

    private static final List<Command> COMMANDS = List.of(
            new Command("parliament (.+)", (t, m) -> t.open(List.of(m.group(1).split(" ")))),
            new Command("(\\w+) proposes(?: (-?\\d+))?", (t, m) -> t.step(m.group(1),
                    new Input.Propose(Optional.ofNullable(m.group(2)).map(Integer::valueOf).map(Decree::new)))),
            new Command("(\\w+) tries again(?: after (\\d+))?", (t, m) -> t.tryAgain(m.group(1), m.group(2))),
            new Command("(\\w+) crashes", (t, m) -> t.crash(m.group(1))),
            new Command("(\\w+) will crash before it sends", (t, m) -> t.crashing = m.group(1)),
            new Command("(\\w+) restarts", (t, m) -> t.restart(m.group(1))),
            new Command("everything arrives", (t, _) -> t.deliverAll()),
            new Command("everything to (\\w+) is lost", (t, m) -> t.loseAll(flight -> flight.to().equals(m.group(1)))),
            new Command("(\\w+) to (\\w+) is lost", (t, m) -> t.lose(t.find(m.group(1), null, m.group(2)))),
            new Command("(a copy of )?(\\w+)(?: from (\\w+))? reaches (\\w+)", (t, m) -> {
                InFlight flight = t.find(m.group(2), m.group(3), m.group(4));
                if (m.group(1) == null) {
                    t.inFlight.remove(flight);
                }
                t.deliver(flight);
            }),
            new Command("(\\w+) tells (\\w+) (.+)", (t, m) -> t.tell(m.group(1), m.group(2), message(m.group(3)))));

    private final StringBuilder trace = new StringBuilder();
    private final Map<String, Legislator> legislators = new LinkedHashMap<>();
    private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
    private final Map<String, Slip> slips = new LinkedHashMap<>();
    private final List<InFlight> inFlight = new ArrayList<>();
    private String crashing = "";
    private boolean remark;

    private Transcript() {
    }

    /// The transcript that this one's script gives.
    static String of(String transcript) {
        Transcript t = new Transcript();
        transcript.lines().filter(line -> line.startsWith(">") || line.startsWith("#")).forEach(t::play);
        return t.trace.toString();
    }

    private void play(String line) {
        if (!trace.isEmpty() && !remark) {
            trace.append('\n');
        }
        remark = line.startsWith("#");
        trace.append(line).append('\n');
        if (!remark) {
            String script = line.substring(1).strip();
            for (Command command : COMMANDS) {
                Matcher matcher = command.pattern().matcher(script);
                if (matcher.matches()) {
                    command.action().accept(this, matcher.toMatchResult());
                    return;
                }
            }
            throw new IllegalArgumentException("No such command: " + script);
        }
    }

    private void open(List<String> names) {
        Parliament parliament = new Parliament(names);
        for (String name : names) {
            legislators.put(name, new Legislator(parliament, name));
            ledgers.put(name, Ledger.BLANK);
            slips.put(name, new Slip.Idle());
        }
    }

    private void tryAgain(String name, String after) {
        Ballot ballot = after != null ? new Ballot(Integer.parseInt(after)) : ((Slip.Outbid) slips.get(name)).ballot();
        step(name, new Input.TryAgain(ballot));
    }

    private void crash(String name) {
        slips.remove(name);
        inFlight.removeIf(flight -> flight.from().equals(name) && flight.to().equals(name));
        say("%s crashes: its slip is lost, its ledger is not.", name);
    }

    private void restart(String name) {
        State state = State.afterRestart(ledgers.get(name));
        slips.put(name, state.slip());
        say("%s reads its ledger: %s.", name, text(state.ledger()));
    }

    private InFlight find(String type, String from, String to) {
        return inFlight.stream()
                .filter(flight -> flight.message().getClass().getSimpleName().equals(type) && flight.to().equals(to)
                        && (from == null || flight.from().equals(from)))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "No %s is on its way to %s, only %s.".formatted(type, to, inFlight)));
    }

    private void deliverAll() {
        while (!inFlight.isEmpty()) {
            deliver(inFlight.removeFirst());
        }
    }

    private void deliver(InFlight flight) {
        if (slips.containsKey(flight.to())) {
            say("%s", text(flight));
            step(flight.to(), new Input.Receive(flight.from(), flight.message()));
        } else {
            say("%s is lost: %s is not there.", text(flight), flight.to());
        }
    }

    private void tell(String from, String to, Message message) {
        Optional<String> signed = Optional.of(from).filter(Predicate.not("somebody"::equals));
        step(to, new Input.Receive(signed, message));
    }

    private void loseAll(Predicate<InFlight> which) {
        inFlight.stream().filter(which).toList().forEach(this::lose);
    }

    private void lose(InFlight flight) {
        inFlight.remove(flight);
        say("%s is lost on the way.", text(flight));
    }

    private void step(String name, Input input) {
        State before = new State(ledgers.get(name), slips.get(name));
        Step step = legislators.get(name).step(before, input);
        State next = step.next();
        ledgers.put(name, next.ledger());
        slips.put(name, next.slip());
        say("    %s (%s)", step.why().reason(), step.why().reason().section());
        say("    \"%s\"", step.why().sentence());
        if (!next.ledger().equals(before.ledger())) {
            say("    ink     %s", text(next.ledger()));
        }
        if (!next.slip().equals(before.slip())) {
            say("    pencil  %s", text(next.slip()));
        }
        if (name.equals(crashing)) {
            crashing = "";
            crash(name);
            return;
        }
        for (Send send : step.sends()) {
            InFlight flight = new InFlight(name, send.to(), send.message());
            inFlight.add(flight);
            say("    sends   %s", text(flight));
        }
    }

    private void say(String format, Object... values) {
        trace.append(format.formatted(values)).append('\n');
    }

    // Words for the values.

    private static Message message(String text) {
        String[] words = text.split(" ");
        Ballot first = new Ballot(Integer.parseInt(words[1]));
        return switch (words[0]) {
            case "NextBallot" -> new Message.NextBallot(first);
            case "LastVote" -> new Message.LastVote(first, Optional.of(words).filter(w -> w.length == 4)
                    .map(w -> Notation.vote(Integer.parseInt(w[2]), Integer.parseInt(w[3]))));
            case "BeginBallot" -> Notation.beginBallot(first.number(), Integer.parseInt(words[2]));
            case "Voted" -> Notation.voted(first.number(), Integer.parseInt(words[2]));
            case "Success" -> new Message.Success(Ballot.NONE, new Decree(first.number()));
            case "HigherBallot" -> new Message.HigherBallot(first);
            default -> throw new IllegalArgumentException("No such message: " + text);
        };
    }

    private static String text(InFlight flight) {
        return "%s -> %s: %s".formatted(flight.from(), flight.to(), text(flight.message()));
    }

    private static String text(Message message) {
        return switch (message) {
            case Message.NextBallot(var b) -> "NextBallot " + b;
            case Message.LastVote(var b, var vote) -> "LastVote %s, %s".formatted(b, text(vote));
            case Message.BeginBallot(var b, var d) -> "BeginBallot %s for %s".formatted(b, d);
            case Message.Voted(var b, var d) -> "Voted %s for %s".formatted(b, d);
            case Message.Success(_, var d) -> "Success " + d;
            case Message.HigherBallot(var b) -> "HigherBallot " + b;
        };
    }

    private static String text(Optional<Vote> vote) {
        return vote.map(v -> "vote %s for %s".formatted(v.ballot(), v.decree())).orElse("no vote");
    }

    private static String text(Ledger ledger) {
        return "lastTried %s, nextBal %s, prevVote %s, decree %s".formatted(ledger.lastTried(), ledger.nextBal(),
                ledger.prevVote().map(v -> "%s for %s".formatted(v.ballot(), v.decree())).orElse("none"),
                ledger.decree().map(Decree::toString).orElse("none"));
    }

    private String text(Slip slip) {
        return switch (slip) {
            case Slip.Idle _ -> "conducting no ballot";
            case Slip.Trying(var b, var wish, var votes) -> "trying ballot %s, wish %s, answered: %s".formatted(b, wish(wish),
                    listed(votes.keySet()));
            case Slip.Polling(var b, _, var d, var quorum, var voters) -> "polling ballot %s for %s, quorum: %s, voted: %s"
                    .formatted(b, d, listed(quorum), listed(voters));
            case Slip.Outbid(var b, var wish, var above) -> "outbid in ballot %s, wish %s, next above %s"
                    .formatted(b, wish(wish), above);
        };
    }

    private static String wish(Optional<Decree> wish) {
        return wish.map(Decree::toString).orElse("none");
    }

    private String listed(Set<String> names) {
        return names.isEmpty() ? "nobody" : legislators.keySet().stream().filter(names::contains).collect(joining(", "));
    }
}
