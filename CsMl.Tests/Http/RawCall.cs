using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CsMl.Tests.Http;

/// <summary>A request sent byte for byte: a client library would mend or refuse what a hostile caller sends.</summary>
internal static class RawCall
{
    public static byte[] Bytes(
        string method,
        string path,
        ReadOnlySpan<byte> body = default,
        params ReadOnlySpan<string> headers
    )
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (!body.IsEmpty || method is "POST" or "PUT")
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    /// <summary>Sends, and reads the answer to its end. The server may answer and hang up before it has read all.</summary>
    public static async Task<HttpAnswer> SendAsync(Uri server, ReadOnlyMemory<byte> request)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        var sending = SendAsync(stream, request);
        using var answer = new MemoryStream();
        try
        {
            var buffer = new byte[16 * 1024];
            int read;
            while (!IsWhole(answer) && (read = await stream.ReadAsync(buffer)) > 0)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Hung up on what was still being sent; the answer was there before.
        }

        client.Client.Close(0);
        await sending;
        return Read(answer.ToArray());
    }

    /// <summary>The server may keep a connection open on which the rest of a request is still to come.</summary>
    private static bool IsWhole(MemoryStream answer)
    {
        var bytes = answer.GetBuffer().AsSpan(0, (int)answer.Length);
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = Encoding.Latin1.GetString(bytes[..end]);
        if (head.Contains("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            return bytes.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return at >= 0
            && bytes.Length - end - 4 >= int.Parse(head[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    private static async Task SendAsync(NetworkStream stream, ReadOnlyMemory<byte> request)
    {
        try
        {
            await stream.WriteAsync(request);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The server has heard enough.
        }
    }

    private static HttpAnswer Read(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, "The server hung up without an answer.");
        var lines = Encoding.Latin1.GetString(answer[..end]).Split("\r\n");
        var headers = lines[1..]
            .Select(l => l.Split(':', 2))
            .ToDictionary(h => h[0], h => h[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var rest = answer[(end + 4)..];
        var body = Encoding.UTF8.GetString(headers.ContainsKey("Transfer-Encoding") ? Unchunk(rest) : rest);
        return new HttpAnswer(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            headers.GetValueOrDefault("Content-Type"),
            body,
            HttpAnswer.Parse(body),
            headers
        );
    }

    private static byte[] Unchunk(ReadOnlySpan<byte> chunks)
    {
        var whole = new List<byte>();
        while (true)
        {
            var line = chunks.IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(chunks[..line]), NumberStyles.HexNumber, null);
            if (length == 0)
            {
                return [.. whole];
            }

            whole.AddRange(chunks.Slice(line + 2, length));
            chunks = chunks[(line + 2 + length + 2)..];
        }
    }
}
