package paxos.node;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// A network that goes nowhere: a test sees what is sent and plays the others.
final class MemoryNetwork implements Network {

    private final Consumer<String> journal;
    volatile Receiver receiver;
    volatile Optional<RuntimeException> defect = Optional.empty();
    volatile Optional<Exception> defectOnOpen = Optional.empty();

    MemoryNetwork(Consumer<String> journal) {
        this.journal = journal;
    }

    @Override
    public String address() {
        return "127.0.0.1:1";
    }

    @Override
    public Open open(Receiver told) throws IOException {
        if (defectOnOpen.isPresent()) {
            switch (defectOnOpen.get()) {
                case IOException failed -> throw failed;
                case RuntimeException thrown -> throw thrown;
                case Exception other -> throw new IOException(other);
            }
        }
        receiver = told;
        return new Open() {
            @Override
            public void send(Envelope envelope) {
                defect.ifPresent(thrown -> {
                    throw thrown;
                });
                journal.accept("send " + envelope.to() + " " + envelope.message());
            }

            @Override
            public void crash() {
                journal.accept("crash network");
            }

            @Override
            public void close() {
                journal.accept("close network");
            }
        };
    }
}
