using System.ClientModel;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// A request body that reports when it is sent. From then on the server may bill a reply that never arrives.
/// </summary>
/// <param name="sending">Called when the connection is open and before the first byte is sent.</param>
internal sealed class ChatRequestContent(byte[] bytes, Action sending) : BinaryContent
{
    public override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default)
    {
        sending();
        stream.Write(bytes);
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        sending();
        await stream.WriteAsync(bytes, cancellationToken);
    }

    public override void Dispose()
    {
        // Nothing to dispose of: it contains only bytes.
    }
}
