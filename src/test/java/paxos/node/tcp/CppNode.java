package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A node of the C++ program, as WIRE.md describes it, written without a line of ours: one thread, one message a
/// connection, read in one read and never answered there; no sender on Success and HigherBallot; to itself over TCP
/// too; tries again at once on HigherBallot; drops and logs what it cannot parse, an empty connection as well.
final class CppNode implements AutoCloseable {

    private final String me;
    private final SequencedMap<String, InetSocketAddress> addresses;
    private final List<String> names;
    private final ServerSocket server = new ServerSocket();
    private final Thread thread;

    /// The decree, once it is written.
    final CompletableFuture<Integer> decree = new CompletableFuture<>();
    /// What it logged.
    final List<String> logged = new ArrayList<>();

    // Durable in the original.
    private int lastTried = -1;
    private int nextBal = -1;
    private int prevVoteBallot = -1;
    private int prevVoteDecree = -1;
    // Volatile in the original.
    private boolean trying;
    private boolean polling;
    private int latestBallot;
    private int latestDecree;
    private int polled;
    private final Set<String> quorum = new LinkedHashSet<>();
    private final Set<String> voters = new HashSet<>();

    CppNode(String me, SequencedMap<String, InetSocketAddress> addresses) throws IOException {
        this.me = me;
        this.addresses = addresses;
        this.names = List.copyOf(addresses.keySet());
        server.bind(addresses.get(me), 100);
        thread = Thread.ofPlatform().name("cpp-" + me).daemon().start(this::work);
    }

    /// The signal that starts a ballot.
    synchronized void startBallot() {
        nextBallot(Math.max(lastTried, nextBal));
    }

    private void work() {
        while (true) {
            byte[] buffer = new byte[4096];
            int read;
            try (Socket connection = server.accept()) {
                read = connection.getInputStream().read(buffer);
            } catch (IOException closed) {
                if (server.isClosed()) {
                    return;
                }
                continue;
            }
            synchronized (this) {
                take(new String(buffer, 0, Math.max(0, read), UTF_8));
            }
        }
    }

    private void take(String text) {
        Map<String, String> headers = new HashMap<>();
        try {
            if (!text.endsWith("\r\n\r\n")) {
                throw new IllegalArgumentException("not a whole message");
            }
            String[] lines = text.split("\r\n");
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(": ");
                headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 2).strip());
            }
            handle(lines[0], headers);
        } catch (RuntimeException bad) {
            logged.add("dropped “" + text + "”: " + bad);
        }
    }

    private static int integer(Map<String, String> headers, String name) {
        return Integer.parseInt(headers.get(name));
    }

    private static String text(Map<String, String> headers, String name) {
        if (headers.get(name) == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return headers.get(name);
    }

    private void handle(String method, Map<String, String> headers) {
        switch (method) {
            case "NextBallot" -> {
                int b = integer(headers, "ballot");
                String president = text(headers, "sender");
                if (b <= nextBal) {
                    send(president, "HigherBallot", "ballot", nextBal);
                } else {
                    nextBal = b;
                    send(president, "LastVote", "ballot", b, "vote_ballot_id", prevVoteBallot, "decree", prevVoteDecree,
                            "sender", me);
                }
            }
            case "LastVote" -> lastVote(integer(headers, "ballot"), integer(headers, "vote_ballot_id"),
                    integer(headers, "decree"), text(headers, "sender"));
            case "BeginBallot" -> {
                int b = integer(headers, "ballot");
                int d = integer(headers, "decree");
                String president = text(headers, "sender");
                if (b < nextBal) {
                    send(president, "HigherBallot", "ballot", nextBal);
                } else if (b == nextBal) {
                    prevVoteBallot = b;
                    prevVoteDecree = d;
                    send(president, "Voted", "ballot", b, "decree", d, "sender", me);
                }
            }
            case "Voted" -> voted(integer(headers, "ballot"), text(headers, "sender"));
            case "Success" -> {
                int d = integer(headers, "decree");
                if (!decree.complete(d) && decree.join() != d) {
                    logged.add("contradiction: " + decree.join() + " and " + d);
                }
            }
            case "HigherBallot" -> nextBallot(Math.max(integer(headers, "ballot"), Math.max(lastTried, nextBal)));
            default -> logged.add("unknown method " + method);
        }
    }

    private void nextBallot(int above) {
        int b = above + 1;
        while (b % names.size() != names.indexOf(me)) {
            b++;
        }
        lastTried = b;
        trying = true;
        polling = false;
        latestBallot = -1;
        quorum.clear();
        voters.clear();
        for (String name : names) {
            send(name, "NextBallot", "ballot", b, "sender", me);
        }
    }

    private void lastVote(int b, int voteBallot, int voteDecree, String voter) {
        if (!trying || b != lastTried || !quorum.add(voter)) {
            return;
        }
        if (voteBallot > latestBallot) {
            latestBallot = voteBallot;
            latestDecree = voteDecree;
        }
        if (quorum.size() == names.size() / 2 + 1) {
            trying = false;
            polling = true;
            polled = latestBallot == -1 ? b : latestDecree;
            for (String name : quorum) {
                send(name, "BeginBallot", "ballot", b, "decree", polled, "sender", me);
            }
        }
    }

    private void voted(int b, String voter) {
        if (!polling || b != lastTried || !quorum.contains(voter)) {
            return;
        }
        voters.add(voter);
        if (voters.containsAll(quorum)) {
            polling = false;
            decree.complete(polled);
            for (String name : names) {
                send(name, "Success", "decree", polled);
            }
        }
    }

    /// Connects, writes in one call, closes without reading.
    private void send(String receiver, String method, Object... headers) {
        StringBuilder text = new StringBuilder(method).append("\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        text.append("receiver: ").append(receiver).append("\r\n\r\n");
        InetSocketAddress address = addresses.get(receiver);
        try (Socket connection = new Socket(address.getAddress(), address.getPort())) {
            connection.getOutputStream().write(text.toString().getBytes(UTF_8));
        } catch (IOException lost) {
            logged.add("could not send to " + receiver + ": " + lost);
        }
    }

    synchronized List<String> logged() {
        return List.copyOf(logged);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
