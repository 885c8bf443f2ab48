using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Audit;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>Writes the audit's row of a call that has changed something.</summary>
public sealed class AuditCall(AuditLog audit, TimeProvider time)
{
    private const string RoutePart = "/ml/";

    /// <param name="accountId">Null if the call is about none or several.</param>
    /// <param name="change">Null if a call changes something unless it is a GET or HEAD.</param>
    internal Task RecordAsync(
        HttpRequest request,
        Operation operation,
        Caller caller,
        string? accountId,
        ApiChange? change
    )
    {
        if (change is null ? IsRead(request.Method) : !change.IsOne)
        {
            return Task.CompletedTask;
        }

        var action = JsonNamingPolicy.CamelCase.ConvertName(operation.Function);
        return audit.RecordAsync(
            caller.Tenant,
            AuditEntry.Of(action, time.GetUtcNow()) with
            {
                Caller = caller.Name,
                OnBehalfOf = UserOf(request),
                AccountId = change?.AccountName ?? accountId,
                Resource = ResourceOf(request.Path.Value!),
                Before = change?.Before,
                After = change?.After,
            }
        );
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static string? UserOf(HttpRequest request)
    {
        var user = request.Headers[CallerIdentity.Header].ToString();
        return AccountId.IsValid(user) ? user : null;
    }

    /// <summary>Null for all of an account.</summary>
    private static string? ResourceOf(string path) =>
        path.IndexOf(RoutePart, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? path[(at + RoutePart.Length)..]
            : null;
}
