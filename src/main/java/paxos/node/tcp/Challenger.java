package paxos.node.tcp;

import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;

/// Asks whoever opened a connection for proofs that it knows the secret. Safe for any thread.
final class Challenger {

    private final Secret secret;
    private final SecureRandom random = new SecureRandom();

    Challenger(Secret secret) {
        this.secret = secret;
    }

    /// Sends a challenge that no connection had before.
    ///
    /// @return what the messages on this connection are checked with
    Proofs challenge(Socket connection) throws IOException {
        Challenge challenge = Challenge.fresh(random);
        connection.setTcpNoDelay(true);
        connection.getOutputStream().write(challenge.bytes());
        return new Proofs(secret, challenge);
    }
}
