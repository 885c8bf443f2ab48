using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// Signs each attempt with the account's key, by the scheme "Shared Key Lite" of the table service:
/// https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
/// </summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        // A signature is good for 15 minutes around its date, so a retry signs anew.
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signature = credential.Sign($"{date}\n{Resource(message.Request.Uri.ToUri())}");
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{signature}");
    }

    /// <summary>
    /// The account, then the path as it is sent; the emulator's path begins with the account again. No request made
    /// here has a <c>comp</c> parameter, the only one that would be signed.
    /// </summary>
    private string Resource(Uri uri) => $"/{credential.AccountName}{uri.AbsolutePath}";
}
