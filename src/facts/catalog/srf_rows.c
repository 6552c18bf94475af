/*-------------------------------------------------------------------------
 *
 * srf_rows.c
 *		Rows of set-returning functions of the server.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/executor.h"
#include "facts/catalog/srf_rows.h"
#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/tuplestore.h"

void
srf_rows(Oid function, SrfRowCallback callback, void *arg)
{
	FmgrInfo	flinfo;
	ReturnSetInfo rsinfo = {0};
	EState	   *estate = CreateExecutorState();

	LOCAL_FCINFO(fcinfo, 0);

	fmgr_info(function, &flinfo);
	rsinfo.type = T_ReturnSetInfo;
	rsinfo.econtext = CreateExprContext(estate);
	rsinfo.allowedModes = SFRM_Materialize;
	rsinfo.returnMode = SFRM_Materialize;
	InitFunctionCallInfoData(*fcinfo, &flinfo, 0, InvalidOid, NULL, (Node *) &rsinfo);
	FunctionCallInvoke(fcinfo);

	if (rsinfo.setResult != NULL)
	{
		TupleTableSlot *row = MakeSingleTupleTableSlot(rsinfo.setDesc, &TTSOpsMinimalTuple);

		while (tuplestore_gettupleslot(rsinfo.setResult, true, false, row))
			callback(row, arg);
		ExecDropSingleTupleTableSlot(row);
		tuplestore_end(rsinfo.setResult);
	}
	FreeExecutorState(estate);
}
