package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Who is in the way.
@Timeout(60)
class PortOwnerTest {

    /// Another process that listens, and says where.
    static final class Squatter {

        public static void main(String[] args) throws Exception {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(args[0]))) {
                System.out.println(socket.getLocalPort());
                System.in.read();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessThatUsesThePortIsNamed() throws Exception {
        for (String ip : new String[] {"127.0.0.1", "0.0.0.0"}) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path classes = Path.of(Squatter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Process squatter = new ProcessBuilder(java.toString(), "-Xshare:auto", "-cp", classes.toString(), Squatter.class.getName(), ip)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader says = new BufferedReader(
                    new InputStreamReader(squatter.getInputStream(), StandardCharsets.UTF_8))) {
                InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(says.readLine()));
                String command = java + " -Xshare:auto -cp " + classes + " " + Squatter.class.getName() + " " + ip;
                assertEquals("alpha cannot listen on 127.0.0.1:%d: the port is in use by process %d (%s). End that program, or give alpha another port in the configuration."
                        .formatted(address.getPort(), squatter.pid(), Shown.cut(command, 100)), explained(address));
            } finally {
                squatter.destroy();
                squatter.waitFor();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProgramItselfIsNamed() throws Exception {
        for (String ip : new String[] {"127.0.0.1", "::1"}) {
            try (ServerSocket mine = new ServerSocket(0, 1, InetAddress.getByName(ip))) {
                InetSocketAddress address = new InetSocketAddress(ip, mine.getLocalPort());
                assertEquals("alpha cannot listen on %s: this program itself uses the port already. Give alpha another port in the configuration."
                        .formatted(Shown.address(address)), explained(address));
            } catch (BindException noIpv6) {
                assertEquals("::1", ip);
            }
        }
    }

    @Test
    void nobodyIsNamedWhoIsNotThere() throws IOException {
        assertEquals(Optional.empty(), PortOwner.of(Ports.addresses("alpha").get("alpha")));
    }

    private static String explained(InetSocketAddress address) {
        return PortOwner.explain("alpha", address, new BindException("Address already in use")).getMessage();
    }
}
