using System.Text.Json;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions.Http;

/// <summary>Turns the exception that ended a call into a problem, and logs it.</summary>
public sealed partial class CallFailures(ILogger<CallFailures> log)
{
    private const int ClientClosedRequest = 499;
    private const int SecondsToRetry = 5;

    /// <param name="cancellation">The invocation's token, which the host cancels when it stops.</param>
    public ApiProblem ProblemOf(HttpRequest request, Exception exception, CancellationToken cancellation)
    {
        // A body that breaks off with its connection is read before the request counts as aborted.
        if (request.HttpContext.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
        {
            // The caller disconnected; the exception is a consequence of that.
            request.HttpContext.Abort();
            CallerGone(log, exception);
            return new ApiProblem(ClientClosedRequest, "CANCELLED", "The caller went away.");
        }

        switch (exception)
        {
            case OperationCanceledException when cancellation.IsCancellationRequested:
                return TryLater(
                    request,
                    ProblemCode.ShuttingDown,
                    "The app is being stopped; try again in a few seconds."
                );
            case StorageUnavailableException e:
                StorageUnavailable(log, e);
                return TryLater(
                    request,
                    ProblemCode.StorageUnavailable,
                    "The storage is not available; try again in a few seconds."
                );
            case JsonException or InvalidDataException:
                RowDamaged(log, exception.Message);
                return TryLater(
                    request,
                    ProblemCode.StorageUnavailable,
                    "A row of the storage is damaged and cannot be read; whoever runs the app finds it in the log and by the command `doctor`."
                );
            case CrmException e:
                SourceUnavailable(log, e);
                return TryLater(
                    request,
                    ProblemCode.CrmUnavailable,
                    "The CRM did not answer; try again in a few seconds."
                );
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ApiProblem.TooLarge(RequestBody.MaxImportBytes);
            case BadHttpRequestException:
                return ApiProblem.Invalid("", "The request is broken off or malformed; send it again whole");
            default:
                Failed(log, exception);
                return new ApiProblem(ProblemCode.InternalError, "The call failed; the log says why.");
        }
    }

    private static ApiProblem TryLater(HttpRequest request, ProblemCode code, string detail)
    {
        return ApiProblem.Passing(request, code, detail, SecondsToRetry);
    }

    [LoggerMessage(LogLevel.Debug, "The caller went away before the answer")]
    private static partial void CallerGone(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "The storage did not answer a call")]
    private static partial void StorageUnavailable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "A call met a damaged row; the command `doctor` says what to do. {Damage}")]
    private static partial void RowDamaged(ILogger log, string damage);

    [LoggerMessage(LogLevel.Warning, "The CRM did not answer a call")]
    private static partial void SourceUnavailable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "A call failed")]
    private static partial void Failed(ILogger log, Exception e);
}
