using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Rest;

/// <summary>
/// Signs each attempt with the account's key, by the scheme "Shared Key" of the queue service:
/// https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
/// </summary>
internal sealed class SharedKeyPolicy(StorageSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        // A signature is good for 15 minutes around its date, so a retry signs anew.
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var signature = credential.Sign(TextToSign(message.Request));
        message.Request.Headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{signature}");
    }

    private string TextToSign(Request request)
    {
        var length = 0L;
        request.Content?.TryComputeLength(out length);
        request.Headers.TryGetValue(HttpHeader.Names.ContentType, out var type);
        var text = new StringBuilder(request.Method.Method).Append('\n');
        // Content-Encoding and Content-Language, which no request made here has.
        text.Append("\n\n");
        if (length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{length}");
        }

        // Content-MD5; after the type the date, which stands in x-ms-date, four conditions and a range: none either.
        text.Append("\n\n").Append(type).Append("\n\n\n\n\n\n\n");
        AppendHeaders(text, request);
        AppendResource(text, request.Uri.ToUri());
        return text.ToString();
    }

    private static void AppendHeaders(StringBuilder text, Request request)
    {
        var headers = request
            .Headers.Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }
    }

    /// <summary>The account, then the path as it is sent; the emulator's path begins with the account again.</summary>
    private void AppendResource(StringBuilder text, Uri uri)
    {
        text.Append('/').Append(credential.AccountName).Append(uri.AbsolutePath);
        var parameters = uri
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .OrderBy(parameter => parameter[0], StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            text.Append('\n').Append(parameter[0]).Append(':').Append(Uri.UnescapeDataString(parameter[1]));
        }
    }
}
