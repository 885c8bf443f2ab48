using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Http;

/// <summary>
/// Wraps every HTTP call, of a function or of the host itself: checks the key before it, and turns an unhandled
/// exception into an empty 500 response.
/// </summary>
internal sealed partial class AuthorizedCall(
    string name,
    AuthorizationLevel level,
    FunctionKey key,
    RequestDelegate call,
    ILogger logger
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (level != AuthorizationLevel.Anonymous && !key.Admits(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await call(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has disconnected; the failure results from that, and nobody reads a response.
            Log.Aborted(logger, name);
        }
        catch (BadHttpRequestException e)
        {
            // The body is incomplete or over the host's limit. The real host responds with a 500, which its users
            // report as a bug: https://github.com/Azure/azure-functions-host/issues/10519
            Log.BadRequest(logger, name, e.Message);
            AnswerBare(context, e.StatusCode);
        }
        catch (Exception e)
        {
            Log.Failed(logger, name, e);
            AnswerBare(context, StatusCodes.Status500InternalServerError);
        }
    }

    private static void AnswerBare(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            // A partial response must not look like a complete one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Name}: the caller went away before the answer")]
        public static partial void Aborted(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Debug, "{Name}: the request could not be read: {Reason}")]
        public static partial void BadRequest(ILogger logger, string name, string reason);

        [LoggerMessage(3, LogLevel.Error, "{Name} failed with an exception that it should have answered")]
        public static partial void Failed(ILogger logger, string name, Exception exception);
    }
}
