using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// One answer out of the reply to a transaction: a whole HTTP response inside a part. A transaction that failed has
/// a single answer, that of the action which failed.
/// </summary>
internal sealed class TransactionReply : Response
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private TransactionReply(int status, string reason)
    {
        Status = status;
        ReasonPhrase = reason;
    }

    public override int Status { get; }

    public override string ReasonPhrase { get; }

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    /// <exception cref="InvalidDataException">The reply is torn, or none to a transaction.</exception>
    public static List<Response> Read(Response response)
    {
        var boundary = Boundary(response.Headers.ContentType ?? "");
        using var text = new StreamReader(response.Content.ToStream(), Encoding.UTF8);
        var answers = new List<Response>();
        var isWhole = false;
        string? changes = null;
        while (!isWhole && text.ReadLine() is { } line)
        {
            if (line.StartsWith("Content-Type: multipart/mixed", StringComparison.OrdinalIgnoreCase))
            {
                changes = Boundary(line);
            }
            else if (line.StartsWith("HTTP/", StringComparison.Ordinal))
            {
                answers.Add(ReadAnswer(line, text, $"--{changes ?? boundary}", ref isWhole, $"--{boundary}--"));
            }
            else
            {
                isWhole = line == $"--{boundary}--";
            }
        }

        return isWhole && answers.Count > 0
            ? answers
            : throw new InvalidDataException("The reply to a transaction ended before its end.");
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) =>
        _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        _headers.Select(header => new HttpHeader(header.Key, header.Value));

    public override void Dispose() => ContentStream?.Dispose();

    private static TransactionReply ReadAnswer(
        string statusLine,
        StreamReader text,
        string end,
        ref bool isWhole,
        string endOfAll
    )
    {
        var parts = statusLine.Split(' ', 3);
        if (parts.Length < 2 || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var status))
        {
            throw new InvalidDataException("The reply to a transaction holds an answer without a status.");
        }

        var answer = new TransactionReply(status, parts.Length == 3 ? parts[2] : "");
        while (text.ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                answer._headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        var body = new StringBuilder();
        while (text.ReadLine() is { } line && !line.StartsWith(end, StringComparison.Ordinal))
        {
            if (line == endOfAll)
            {
                isWhole = true;
                break;
            }

            body.AppendLine(line);
        }

        answer.ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body.ToString()));
        return answer;
    }

    private static string Boundary(string contentType)
    {
        const string name = "boundary=";
        var at = contentType.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? throw new InvalidDataException("The reply to a transaction is not in parts.")
            : contentType[(at + name.Length)..].Split(';')[0].Trim().Trim('"');
    }
}
