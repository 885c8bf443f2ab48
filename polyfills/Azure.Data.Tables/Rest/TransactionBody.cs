using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// The body of a transaction: a batch of one change set, each change a whole HTTP request in it.
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal sealed class TransactionBody : IDisposable
{
    private readonly string _batch = $"batch_{Guid.NewGuid():D}";
    private readonly string _changes = $"changeset_{Guid.NewGuid():D}";
    private readonly MemoryStream _body = new();

    public TransactionBody()
    {
        Line($"--{_batch}");
        Line($"Content-Type: multipart/mixed; boundary={_changes}");
        Line("");
    }

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public void Add(Request change)
    {
        Line($"--{_changes}");
        Line("Content-Type: application/http");
        Line("Content-Transfer-Encoding: binary");
        Line("");
        Line($"{change.Method} {change.Uri.ToUri().AbsoluteUri} HTTP/1.1");
        foreach (var header in change.Headers)
        {
            Line($"{header.Name}: {header.Value}");
        }

        Line("");
        change.Content?.WriteTo(_body, CancellationToken.None);
        Line("");
    }

    /// <summary>The whole body; it outlives this.</summary>
    public ReadOnlyMemory<byte> End()
    {
        Line($"--{_changes}--");
        Line($"--{_batch}--");
        return _body.GetBuffer().AsMemory(0, (int)_body.Length);
    }

    public void Dispose() => _body.Dispose();

    private void Line(string text)
    {
        _body.Write(Encoding.UTF8.GetBytes(text));
        _body.Write("\r\n"u8);
    }
}
