using System.ClientModel;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The body of one request, which tells when it is sent: only from then on may there be a bill for a reply that never comes.
/// </summary>
/// <param name="sending">Called when there is a connection, and the first byte is about to go over it.</param>
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
        // It holds bytes alone.
    }
}
