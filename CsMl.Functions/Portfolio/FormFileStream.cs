using CsMl.Core.Accounts.Import;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Portfolio;

/// <summary>
/// Reads the file of a form. A form that is cut off is damaged data, and not a failure of this machine's disk or network.
/// </summary>
internal sealed class FormFileStream(Stream file) : ReadOnlyStream
{
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await file.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form is cut off.", e);
        }
    }
}
